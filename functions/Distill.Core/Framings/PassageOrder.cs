using Distill.Contracts.Prompts;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Framings;

/// <summary>Counts which passages stand in front of which in the same prompts.</summary>
/// <param name="places">The passages' numbers, from 1.</param>
internal sealed class PassageOrder(KeyCounts places)
{
    // Fewest prompts in which a passage of the same prompt would have been drawn too. With fewer, nobody knows what stands in front.
    private const int MinVisible = 3;

    // Prompts with two passages, by the numbers of the later and the earlier one.
    private readonly KeyCounts _led = new();

    // For each passage, in how many of its prompts any other one is drawn on average, in units of AccountPassages.One.
    private readonly long[] _visible = new long[places.Count];

    /// <summary>Counts the calls of an account. Safe for any number of threads.</summary>
    public void Add(AccountHistory account)
    {
        Span<int> before = stackalloc int[PromptFeatures.PassageCount];
        using var buffer = Scratch.Rent<CallBuffer>();
        var prompts = new PromptEnumerator(account, buffer.Value);
        lock (places)
        {
            while (prompts.MoveNext())
            {
                ref readonly var passages = ref prompts.Prompt.Passages;
                var visible = AccountPassages.ChanceOfOther(prompts.Prompt.Starts);
                var count = 0;
                for (var i = 0; i < PromptFeatures.PassageCount && passages[i] != 0; i++)
                {
                    if (places[passages[i]] is > 0 and var place && !before[..count].Contains(place))
                    {
                        _visible[place - 1] += visible;
                        foreach (var earlier in before[..count])
                        {
                            _led.Add(((ulong)place << 32) | (uint)earlier)++;
                        }

                        before[count++] = place;
                    }
                }
            }
        }
    }

    /// <summary>
    /// Tells for each passage whether another one stands in front of it in more than this share of its prompts, or whether that is unknown.
    /// </summary>
    public bool[] Continuing(double share)
    {
        bool[] continues = [.. _visible.Select(v => v < MinVisible * AccountPassages.One)];
        for (var i = 0; i < _led.Count; i++)
        {
            var (pair, count) = _led.At(i);
            var place = (int)(pair >> 32) - 1;
            continues[place] |= count * AccountPassages.One > share * _visible[place];
        }

        return continues;
    }
}

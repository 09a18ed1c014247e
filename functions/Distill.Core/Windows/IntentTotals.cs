using System.Numerics;
using Distill.Contracts.Prompts;

namespace Distill.Core.Windows;

/// <summary>Sums calls and output tokens by what the calls ask for.</summary>
internal sealed class IntentTotals
{
    // A place for each intent, one for calls without any, and one for calls whose prompt is not known.
    private static readonly PromptIntent[] s_intents = [.. Enum.GetValues<PromptIntent>().Where(i => BitOperations.IsPow2((int)i))];

    private readonly (long Calls, long OutputTokens)[] _uses = new (long, long)[s_intents.Length + 2];

    /// <summary>What at least one call asked for, in the order of the intents; then calls without one, then those of unknown prompts.</summary>
    public IReadOnlyList<IntentUse> Uses =>
        [
            .. s_intents
                .Select(i => (PromptIntent?)i)
                .Append(PromptIntent.None)
                .Append(null)
                .Zip(_uses, (intent, use) => new IntentUse(intent, use.Calls, use.OutputTokens))
                .Where(u => u.Calls > 0),
        ];

    /// <summary>Adds a call.</summary>
    /// <param name="intent">What its prompt asks for; null if the prompt is not known.</param>
    /// <param name="hasTools">Whether the call offered tools. Then it asks to use them, whatever the prompt says.</param>
    /// <param name="outputTokens">Its output tokens.</param>
    public void Add(PromptIntent? intent, bool hasTools, int outputTokens)
    {
        var asked = (intent ?? PromptIntent.None) | (hasTools ? PromptIntent.ToolOrchestration : PromptIntent.None);
        var found = false;
        for (var i = 0; i < s_intents.Length; i++)
        {
            if ((asked & s_intents[i]) != 0)
            {
                found = true;
                Add(i, outputTokens);
            }
        }

        if (!found)
        {
            Add(s_intents.Length + (intent is null ? 1 : 0), outputTokens);
        }
    }

    private void Add(int place, int outputTokens)
    {
        ref var use = ref _uses[place];
        use = (use.Calls + 1, use.OutputTokens + outputTokens);
    }
}

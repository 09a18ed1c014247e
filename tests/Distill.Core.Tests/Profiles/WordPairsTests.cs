using System.Text;
using Distill.Contracts.Prompts;
using Distill.Core.Events;
using Distill.Core.Profiles;

namespace Distill.Core.Tests.Profiles;

public sealed class WordPairsTests
{
    private static readonly string[] s_words = [.. Enumerable.Range(0, 400).Select(i => $"w{(char)('a' + (i / 20))}{(char)('a' + (i % 20))}")];

    [Fact]
    public void Sketch_IsOfDifferentPairs_InOrder_AndOfTheFirstWordsAndTheLast()
    {
        var features = PromptFeatureExtractor.Extract(Encoding.UTF8.GetBytes(string.Join(' ', s_words.Take(200))));
        var middle = PromptFeatureExtractor.Extract(
            Encoding.UTF8.GetBytes(string.Join(' ', [.. s_words.Take(60), "changed", "words", .. s_words.Skip(62).Take(138)]))
        );

        uint[] pairs = [.. Pairs(features)];
        Assert.Equal(PromptFeatures.PairCount, pairs.Length);
        Assert.Equal(pairs.Distinct().Order(), pairs);
        Assert.All(pairs, p => Assert.InRange(p, 1u, 0xFF_FFFFu));
        Assert.Equal(pairs, Pairs(middle));
    }

    [Fact]
    public void PairThatIsKept_IsKeptWhereverItStands()
    {
        // A bottom-k sketch keeps the pairs of a framing with the smallest hashes, whatever body follows.
        var random = new Random(1);
        var framing = s_words[..12];
        var kept = Enumerable
            .Range(0, 50)
            .Select(_ =>
                Pairs(PromptFeatureExtractor.Extract(Encoding.UTF8.GetBytes(string.Join(' ', [.. framing, .. random.GetItems(s_words, 40)]))))
            )
            .SelectMany(p => p)
            .CountBy(p => p)
            .ToDictionary();

        Assert.True(kept.Values.Count(n => n == 50) >= 2, "No pair of the framing is in all prompts.");
    }

    [Fact]
    public void Repeated_ArePairsOfAFramingHalfOfWhoseWordsVary_AndNoneOfBodies()
    {
        var random = new Random(2);
        var framing = s_words[..14];
        var varied = Prompts(40, random, () => framing.Select(w => random.NextDouble() < .5 ? random.GetItems(s_words, 1)[0] : w));
        var bodies = Prompts(40, random, () => []);

        Assert.True(Find(varied).Length >= 3);
        Assert.Empty(Find(bodies).ToArray());
    }

    [Fact]
    public void PromptSentAgain_RepeatsNothing()
    {
        var calls = Enumerable
            .Range(0, 20)
            .Select(i =>
                Some.Call(
                    id: $"{i}",
                    time: Some.Time.AddMinutes(i),
                    prompt: "Summarise the minutes of our weekly meeting for those who were not there"
                )
            )
            .ToArray();

        Assert.Empty(Find(calls).ToArray());
    }

    private static ReadOnlySpan<uint> Find(ApiCall[] calls) =>
        WordPairs.Find(calls, DistinctPrompts.Of(calls, new DistinctPrompts.Scratch()), 64, new WordPairs.Scratch());

    private static ApiCall[] Prompts(int count, Random random, Func<IEnumerable<string>> framing) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                    Some.Call(
                        id: $"{i}",
                        time: Some.Time.AddMinutes(i),
                        prompt: string.Join(
                            ' ',
                            [
                                .. framing(),
                                .. Enumerable.Range(0, 30).Select(_ => $"b{random.Next(100_000)}x{Letter(random)}{Letter(random)}{Letter(random)}"),
                            ]
                        )
                    )
                ),
        ];

    private static IEnumerable<uint> Pairs(PromptFeatures features)
    {
        for (var i = 0; i < PromptFeatures.PairCount && features.Pairs[i] != 0; i++)
        {
            yield return features.Pairs[i];
        }
    }

    private static char Letter(Random random) => (char)('a' + random.Next(26));
}

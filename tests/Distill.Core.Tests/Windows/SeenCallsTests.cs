using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Windows;

namespace Distill.Core.Tests.Windows;

public sealed class SeenCallsTests
{
    [Fact]
    public void Repeats_AndReusedIds_AreCounted_HoweverTheLogIsSplit()
    {
        (int Id, int Micros)[] calls = [(1, 1), (1, 1), (1, 2), (2, 1), (3, 1), (3, 1), (3, 1), (3, 5)];
        foreach (var split in (int[])[0, 1, 3, 8])
        {
            var (first, second) = (new SeenCalls(), new SeenCalls());
            Add(first, calls.AsSpan(0, split));
            Add(second, calls.AsSpan(split));
            first.Add(second);

            Assert.Equal((3, 2), (first.Repeated, first.OfReusedIds));
        }
    }

    /// <summary>Of 100,000 calls the hashes of 4,000 are kept. One call in five comes again, one id in ten is used again.</summary>
    [Fact]
    public void MoreThanAreKept_AreEstimated_TheSameInAnyOrderAndSplit()
    {
        const int Ids = 100_000;
        (int Id, int Micros)[] calls =
        [
            .. Enumerable.Range(0, Ids).Select(i => (i, 1)),
            .. Enumerable.Range(0, Ids / 5).Select(i => (i, 1)),
            .. Enumerable.Range(0, Ids / 10).Select(i => (i, 2)),
        ];
        var counts = new List<(long, long)>();
        foreach (var seed in (int[])[1, 2, 3])
        {
            new Random(seed).Shuffle(calls);
            var (first, second) = (new SeenCalls(4000), new SeenCalls(4000));
            Add(first, calls.AsSpan(0, seed * 20_000));
            Add(second, calls.AsSpan(seed * 20_000));
            first.Add(second);
            counts.Add((first.Repeated, first.OfReusedIds));
        }

        Assert.Single(counts.Distinct());

        // Some 3,000 ids are kept: repeats have a standard error of 4 %, reused ids of 6 %. Five of them.
        Assert.InRange(counts[0].Item1, 0.8 * Ids / 5, 1.2 * Ids / 5);
        Assert.InRange(counts[0].Item2, 0.7 * Ids / 10, 1.3 * Ids / 10);
    }

    [Fact]
    public void LogWithoutRepeats_HasNone_HoweverLong()
    {
        var seen = new SeenCalls(1000);
        Add(seen, [.. Enumerable.Range(0, 50_000).Select(i => (i, i))]);

        Assert.Equal((0, 0), (seen.Repeated, seen.OfReusedIds));
    }

    private static void Add(SeenCalls seen, ReadOnlySpan<(int Id, int Micros)> calls)
    {
        var account = AccountId.Parse("a");
        foreach (var (id, micros) in calls)
        {
            var ofId = Fingerprint.Of(BitConverter.GetBytes(id));
            seen.Add(
                new ApiCall
                {
                    Account = account,
                    Id = ApiCall.IdOf(ofId, micros),
                    Micros = micros,
                    Model = "m",
                },
                ofId
            );
        }
    }
}

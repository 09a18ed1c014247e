using CsCheck;
using Distill.Client.Verdicts;
using Distill.Core.Verdicts;

namespace Distill.Client.Tests.Verdicts;

public sealed class VerdictTableTests
{
    [Fact]
    public void PackedVerdict_KeepsAllFields()
    {
        var time = new DateTimeOffset(2026, 11, 17, 8, 0, 1, TimeSpan.Zero);

        var packed = new PackedVerdict(VerdictLevel.Confirmed, VerdictAction.Block, true, 100, ushort.MaxValue) { Cluster = 7, FirstFlagged = time, Expires = time.AddYears(50) };

        Assert.Equal(
            (VerdictLevel.Confirmed, VerdictAction.Block, true, 100, ushort.MaxValue, 7, time, time.AddYears(50)),
            (packed.Level, packed.Action, packed.Simulated, packed.Score, packed.Generation, packed.Cluster, packed.FirstFlagged, packed.Expires));
        packed.Generation = 1;
        Assert.Equal((VerdictAction.Block, 100, (ushort)1), (packed.Action, packed.Score, packed.Generation));
    }

    // Of few accounts in one segment, so that runs of full slots meet, wrap around and are broken up.
    [Fact]
    public void Segment_BehavesLikeADictionary() => Gen.Select(Gen.Int[0, 60], Gen.Int[0, 3], Gen.Int[0, 100]).Array[0, 400].Sample(steps =>
    {
        var segment = new VerdictSegment();
        var model = new Dictionary<AccountHash, int>();
        foreach (var (number, what, score) in steps)
        {
            // Homes crowd at both ends.
            var account = new AccountHash((ulong)number + 1, number % 2 == 0 ? uint.MaxValue - (uint)number : (uint)number);
            if (what == 0)
            {
                segment.Remove(account);
                model.Remove(account);
            }
            else
            {
                segment.Set(account, Of(score, generation: 0));
                model[account] = score;
            }
        }

        return segment.Count == model.Count
            && Enumerable.Range(0, 61).All(number => Enumerable.Range(0, 2).All(side =>
            {
                var account = new AccountHash((ulong)number + 1, side == 0 ? uint.MaxValue - (uint)number : (uint)number);
                return segment.TryFind(account, out var found) == model.TryGetValue(account, out var score) && found.Score == score;
            }));
    });

    [Fact]
    public void Sweep_TakesOutOtherGenerationsOnly()
    {
        var table = new VerdictTable(HashKey.Random());
        for (var i = 0; i < 10_000; i++)
            table.Set(table.Hash($"acct_{i}"), Of(i % 100, (ushort)(i % 3 == 0 ? 1 : 2)));

        table.Sweep(2);

        Assert.Equal(6_666, table.Count);
        Assert.Equal(Enumerable.Range(0, 10_000).Where(i => i % 3 != 0), Enumerable.Range(0, 10_000).Where(i => table.TryFind($"acct_{i}", out _)));
    }

    [Fact]
    public void Table_TakesLessThan100BytesAnAccount_AtAnySize()
    {
        var table = new VerdictTable(HashKey.Random());
        for (var i = 1; i <= 300_000; i++)
        {
            table.Set(table.Hash($"acct_{i}"), Of(1, 0));
            if (i >= 20_000 && i % 1000 == 0)
                Assert.InRange((double)table.Bytes / i, 32, 100);
        }
    }

    // One account is changed so that the parts of its verdict always agree, and others come and go around it. Readers must never see a mixture, nor miss it.
    [Fact]
    public async Task Readers_SeeWholeVerdicts_WhileTheWriterWrites()
    {
        var segment = new VerdictSegment();
        var steady = new AccountHash(1, 1);
        segment.Set(steady, Of(0, 0));
        using var end = new CancellationTokenSource(TimeSpan.FromMilliseconds(700));
        var reads = 0L;
        var reader = Task.Run(() =>
        {
            for (; !end.IsCancellationRequested; reads++)
            {
                Assert.True(segment.TryFind(steady, out var found), "A verdict was missed.");
                Assert.True(found.Score == found.Cluster && found.Score == found.Generation, "A verdict was mixed of two.");
            }
        });
        var random = new Random(1);
        var writes = 0L;
        for (; !end.IsCancellationRequested; writes++)
        {
            var part = random.Next(100);
            segment.Set(steady, Of(part, (ushort)part) with { Cluster = part });
            var other = new AccountHash((ulong)random.Next(2, 300), (ulong)random.Next(4) << 30);
            if (random.Next(2) == 0)
                segment.Set(other, Of(0, 0));
            else
                segment.Remove(other);
        }

        await reader;
        Assert.True(reads > 1000 && writes > 1000, $"{reads} reads, {writes} writes");
    }

    private static PackedVerdict Of(int score, ushort generation) => new(VerdictLevel.Suspect, VerdictAction.Verify, false, score, generation);
}

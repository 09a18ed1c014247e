using CsCheck;
using Distill.Client.Verdicts;
using Distill.Contracts.Verdicts;

namespace Distill.Client.Tests.Verdicts;

public sealed class VerdictIndexTests
{
    [Fact]
    public void PackedVerdict_KeepsAllFields()
    {
        var time = new DateTimeOffset(2026, 11, 17, 8, 0, 1, TimeSpan.Zero);

        var packed = new PackedVerdict(VerdictLevel.Confirmed, VerdictAction.Block, true, 100, ushort.MaxValue)
        {
            Cluster = 7,
            FirstFlagged = time,
            Expires = time.AddYears(50),
        };

        Assert.Equal(
            (VerdictLevel.Confirmed, VerdictAction.Block, true, 100, ushort.MaxValue, 7, time, time.AddYears(50)),
            (packed.Level, packed.Action, packed.Simulated, packed.Score, packed.Generation, packed.Cluster, packed.FirstFlagged, packed.Expires)
        );
        packed.Generation = 1;
        Assert.Equal((VerdictAction.Block, 100, (ushort)1), (packed.Action, packed.Score, packed.Generation));
    }

    // Few accounts in one segment, so that runs of full slots meet, wrap around and are broken up; few verdicts, so that they are shared and given
    // back.
    [Fact]
    public void Segment_BehavesLikeADictionary() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 3], Gen.Int[0, 12])
            .Array[0, 400]
            .Sample(steps =>
            {
                var verdicts = new SharedVerdicts();
                var segment = new VerdictSegment(verdicts);
                var model = new Dictionary<int, int>();
                foreach (var (number, what, score) in steps)
                {
                    if (what == 0)
                    {
                        segment.Remove(KeyOf(number), TagOf(number));
                        model.Remove(number);
                    }
                    else
                    {
                        segment.Set(KeyOf(number), TagOf(number), Of(score, generation: 0));
                        model[number] = score;
                    }
                }

                return segment.Count == model.Count
                    && verdicts.Numbers <= 14
                    && segment.All().Count() == model.Count
                    && Enumerable
                        .Range(0, 61)
                        .All(number =>
                            segment.TryFind(KeyOf(number), TagOf(number), out var found) == model.TryGetValue(number, out var score)
                            && found.Score == score
                        );

                // Homes crowd at both ends, and tags are alike.
                static ulong KeyOf(int number) => number % 2 == 0 ? uint.MaxValue - (uint)number : (uint)number;
                static byte TagOf(int number) => (byte)(1 + number % 3);
            });

    [Fact]
    public void VerdictsThatManyAccountsHave_AreKeptOnce_AndGivenUpWithTheLast()
    {
        var table = new VerdictIndex(HashKey.Random());
        var empty = table.Bytes;
        for (var round = 0; round < 100; round++)
        {
            for (var i = 0; i < 50; i++)
            {
                table.Set(table.Hash($"acct_{i}"), Of(i % 5, (ushort)round));
            }

            for (var i = 0; i < 50; i++)
            {
                Assert.True(table.TryFind($"acct_{i}", out var found) && found.Score == i % 5 && found.Generation == round);
            }
        }

        Assert.InRange(table.Bytes - empty, 0, 1000);
    }

    [Fact]
    public void Sweep_TakesOutOtherGenerationsOnly()
    {
        var table = new VerdictIndex(HashKey.Random());
        for (var i = 0; i < 10_000; i++)
        {
            table.Set(table.Hash($"acct_{i}"), Of(i % 100, (ushort)(i % 3 == 0 ? 1 : 2)));
        }

        table.Sweep(2);

        Assert.Equal(6_666, table.Count);
        Assert.Equal(Enumerable.Range(0, 10_000).Where(i => i % 3 != 0), Enumerable.Range(0, 10_000).Where(i => table.TryFind($"acct_{i}", out _)));
    }

    [Fact]
    public void Table_TakesLessThan25BytesAnAccount_AndLessThan100WhenNoTwoVerdictsAreAlike()
    {
        var (alike, different) = (new VerdictIndex(HashKey.Random()), new VerdictIndex(HashKey.Random()));
        for (var i = 1; i <= 300_000; i++)
        {
            alike.Set(alike.Hash($"acct_{i}"), Of(i % 100, 0));
            different.Set(different.Hash($"acct_{i}"), Of(1, 0) with { FirstFlagged = DateTimeOffset.UnixEpoch.AddSeconds(i) });
            if (i >= 20_000 && i % 1000 == 0)
            {
                Assert.InRange((double)alike.Bytes / i, 13, 25);
                Assert.InRange((double)different.Bytes / i, 40, 100);
            }
        }
    }

    // One account is changed so that the parts of its verdict always agree, and others come and go around it. Readers must never see a mixture, nor
    // miss it.
    [Fact]
    public async Task Readers_SeeWholeVerdicts_WhileTheWriterWrites()
    {
        var segment = new VerdictSegment(new SharedVerdicts());
        segment.Set(1, 1, Of(0, 0));
        using var end = new CancellationTokenSource();
        var reads = 0L;
        var reader = Task.Run(() =>
        {
            for (; !end.IsCancellationRequested; Volatile.Write(ref reads, reads + 1))
            {
                Assert.True(segment.TryFind(1, 1, out var found), "A verdict was missed.");
                Assert.True(found.Score == found.Cluster && found.Score == found.Generation, "A verdict was mixed of two, or another's.");
            }
        });
        var random = new Random(1);
        var writes = 0L;
        for (; (writes < 200_000 || Volatile.Read(ref reads) < 200_000) && !reader.IsCompleted; writes++)
        {
            // Numbers that the steady account gives back are taken by others.
            segment.Set(1, 1, Of(random.Next(100)));
            var other = (ulong)random.Next(2, 300) << 24;
            if (random.Next(2) == 0)
            {
                segment.Set(other, 1, Of(0, 0) with { Cluster = 1 + random.Next(100) });
            }
            else
            {
                segment.Remove(other, 1);
            }
        }

        await end.CancelAsync();
        await reader;
    }

    private static PackedVerdict Of(int part) => Of(part, (ushort)part) with { Cluster = part };

    private static PackedVerdict Of(int score, ushort generation) => new(VerdictLevel.Suspect, VerdictAction.Verify, false, score, generation);
}

using CsCheck;
using Distill.Statistics;

namespace Distill.Core.Tests.Statistics;

public sealed class KeyCountsTests
{
    private static readonly KeyCounts s_reused = new();

    [Fact]
    public void Counts_AreADictionarys_AndNothingIsLeftOfEarlierOnes() =>
        Gen.ULong[0, 400]
            .Array[0, 600]
            .Sample(
                keys =>
                {
                    s_reused.Clear();
                    foreach (var key in keys)
                    {
                        s_reused.Add(key)++;
                    }

                    var expected = keys.CountBy(k => k).ToArray();
                    return expected.SequenceEqual(
                            Enumerable.Range(0, s_reused.Count).Select(s_reused.At).Select(k => KeyValuePair.Create(k.Key, k.Count))
                        )
                        && expected.All(k => s_reused[k.Key] == k.Value)
                        && s_reused[1000] == 0;
                },
                threads: 1
            );

    [Fact]
    public void FewKeysAfterMany_AndManyAfterFew_AreCountedAlike()
    {
        var counts = new KeyCounts();
        foreach (var keys in (int[])[5, 40_000, 0, 31, 32, 33, 100_000, 7, 70, 700])
        {
            counts.Clear();
            for (var i = 0; i < 2 * keys; i++)
            {
                counts.Add((ulong)(i % keys) << 40)++;
            }

            Assert.Equal(keys, counts.Count);
            Assert.All(Enumerable.Range(0, keys), k => Assert.Equal(((ulong)k << 40, 2), counts.At(k)));
            Assert.Equal(0, counts[(ulong)keys << 40]);
        }
    }

    [Theory]
    [InlineData(2, 0.3)]
    [InlineData(5, 0.02)]
    [InlineData(15, 0.02)]
    public void Sketch_KnowsAllThatWereSeenSoOften_AndFewThatWereNot(int times, double share)
    {
        var random = new Random(1);
        var keys = Enumerable.Range(0, 20_000).Select(_ => (ulong)random.NextInt64()).ToArray();
        var sketch = CountSketch.For(keys.Length + 1000);
        foreach (var key in keys.Concat(Enumerable.Repeat(keys[..1000], times - 1).SelectMany(k => k)))
        {
            sketch.See(key);
        }

        Assert.All(keys[..1000], k => Assert.True(sketch.WasSeen(k, times)));
        Assert.InRange(keys[1000..].Count(k => sketch.WasSeen(k, times)), 0, (int)(keys.Length * share));
    }

    [Fact]
    public void ClearedSketch_HasSeenNothing_WhetherForFewerKeysOrMore()
    {
        var sketch = CountSketch.For(16);
        foreach (var keys in (int[])[1000, 10, 0, 5000, 64])
        {
            sketch.Clear(keys);
            Assert.DoesNotContain(Enumerable.Range(0, 10_000), k => sketch.WasSeen((ulong)k, 1));
            for (var i = 0; i < keys; i++)
            {
                sketch.See((ulong)i);
            }

            Assert.All(Enumerable.Range(0, keys), k => Assert.True(sketch.WasSeen((ulong)k, 1)));
        }
    }
}

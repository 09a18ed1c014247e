using Distill.Core.Profiles;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class SittingSequenceTests
{
    [Fact]
    public void OfManySittings_TheLatestFourThousandAreKept_InOrder()
    {
        // 300 accounts have 40 sittings each. Some start at the same moment.
        var random = new Random(5);
        AccountProfile[] members =
        [
            .. Enumerable
                .Range(0, 300)
                .Select(i =>
                    Some.Profile([
                        .. Enumerable.Range(0, 40).Select(n => Some.Call($"a{i:000}", $"{i}-{n}", Some.Time.AddMinutes((n * 60) + random.Next(20)))),
                    ])
                ),
        ];
        var group = new AccountGroup(members, PopulationBaseline.Of(members));

        var all = members
            .SelectMany((m, i) => m.Sittings.ToArray().Select(t => (Member: i, Micros: t)))
            .OrderBy(s => s.Micros)
            .ThenBy(s => s.Member)
            .ToArray();

        Assert.Equal(12_000, all.Length);
        Assert.Equal(all[^4000..], SittingSequence.Of(group));
    }
}

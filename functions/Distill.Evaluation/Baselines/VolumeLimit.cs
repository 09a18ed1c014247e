using Distill.Evaluation.Labelled;

namespace Distill.Evaluation.Baselines;

/// <summary>Flags accounts that call too much, like the rate limit that every API has.</summary>
internal sealed class VolumeLimit : IBaseline
{
    public string Name => "Volume limit";

    public IEnumerable<Ranking> Rank(IReadOnlyList<AccountTraffic> accounts)
    {
        yield return new Ranking("calls in all", [.. accounts.Select(a => (double)a.Count)]);
        yield return new Ranking("calls in the busiest hour", [.. accounts.Select(a => (double)a.Windows.Max(w => w.Count))]);
        yield return new Ranking(
            "calls in the busiest day",
            [.. accounts.Select(a => (double)a.Windows.GroupBy(w => w.Hour.Start.Date).Max(d => d.Sum(w => w.Count)))]
        );
    }
}

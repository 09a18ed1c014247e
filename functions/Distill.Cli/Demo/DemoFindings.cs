using Distill.Contracts.Verdicts;
using Distill.Simulation;

namespace Distill.Cli.Demo;

/// <summary>The app's verdicts compared with the truth.</summary>
internal sealed class DemoFindings(GroundTruth truth, IReadOnlyDictionary<string, Verdict> verdicts)
{
    /// <summary>The smallest share of the campaign that must be flagged.</summary>
    public const double LeastRecall = 0.8;

    private readonly HashSet<string> _hydra = [.. truth.Hydra];

    /// <summary>Campaign accounts that made a call. The others can't be seen.</summary>
    public int Campaign => truth.FirstCall.Count;

    public int Found => truth.FirstCall.Keys.Count(IsFlagged);

    public double Recall => Campaign == 0 ? 0 : (double)Found / Campaign;

    /// <summary>Innocent accounts that are flagged, in order.</summary>
    public IReadOnlyList<string> FalsePositives => [.. Innocent.Where(IsFlagged).Order(StringComparer.Ordinal)];

    public bool IsGood => Recall >= LeastRecall && FalsePositives.Count == 0;

    /// <summary>From an account's first call for the campaign to the run that flagged it; null when none is flagged.</summary>
    public TimeSpan? MedianDelay
    {
        get
        {
            TimeSpan[] delays =
            [
                .. truth.FirstCall.Where(c => IsFlagged(c.Key)).Select(c => verdicts[c.Key].FirstFlaggedAt!.Value - c.Value).Order(),
            ];
            return delays.Length == 0 ? null : delays[delays.Length / 2];
        }
    }

    /// <summary>The innocent accounts' levels by kind, in order of kind.</summary>
    public IEnumerable<(string Kind, ILookup<VerdictLevel, string> Accounts)> Spared =>
        Innocent.GroupBy(a => truth.Kinds[a]).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.ToLookup(a => verdicts[a].Level)));

    /// <summary>The surest of the campaign's verdicts.</summary>
    public Verdict Sample =>
        truth.Hydra.Select(a => verdicts[a]).OrderByDescending(v => v.Level).ThenByDescending(v => v.Score).ThenBy(v => v.Account).First();

    private IEnumerable<string> Innocent => verdicts.Keys.Where(a => !_hydra.Contains(a));

    private bool IsFlagged(string account) => verdicts[account].Level >= VerdictLevel.Suspect;
}

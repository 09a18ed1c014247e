using Distill.Core.Events;

namespace Distill.Evaluation.Scoring;

/// <summary>What the detection found in one log, or in the logs of several seeds together.</summary>
/// <param name="Campaign">The campaign's accounts, also those whose calls could not be read.</param>
/// <param name="Found">The campaign's accounts that are flagged at the end.</param>
/// <param name="Innocent">The innocent accounts, also those whose calls could not be read.</param>
/// <param name="Accused">The innocent accounts that are flagged at the end.</param>
/// <param name="Watched">The innocent accounts that are at watch at the end.</param>
/// <param name="Rejected">Events that the parser rejected.</param>
public sealed record DialectFindings(long Campaign, long Found, long Innocent, long Accused, long Watched, long Rejected)
{
    /// <summary>What the parser says about the fields.</summary>
    public FieldFaultCounts Faults { get; init; } = new();

    /// <summary>The share of the campaign that is flagged. NaN without a campaign.</summary>
    public double Recall => Campaign == 0 ? double.NaN : (double)Found / Campaign;

    /// <summary>The share of the flagged accounts that are the campaign's. 1 if nobody is flagged: then nobody innocent is.</summary>
    public double Precision => Found + Accused == 0 ? 1 : (double)Found / (Found + Accused);

    public double WatchedShare => Innocent == 0 ? double.NaN : (double)Watched / Innocent;

    /// <summary>Takes the findings from a score.</summary>
    /// <param name="score">The score of the run.</param>
    /// <param name="plain">The score of the plain log. It has all accounts: a log whose lines are rejected must not have fewer to find.</param>
    /// <param name="rejected">How many events the parser rejected.</param>
    /// <param name="faults">What the parser says about the fields.</param>
    public static DialectFindings Of(TrialScore score, TrialScore plain, long rejected, FieldFaultCounts faults)
    {
        var (innocent, all) = (score.AllInnocent, plain.AllInnocent);
        return new DialectFindings(plain.Campaign.Accounts, score.Campaign.Flagged, all.Accounts, innocent.Flagged, innocent.Watched, rejected)
        {
            Faults = faults,
        };
    }

    /// <summary>Adds up the findings of several seeds.</summary>
    public static DialectFindings Sum(IEnumerable<DialectFindings> findings)
    {
        var (sum, faults) = (new DialectFindings(0, 0, 0, 0, 0, 0), new FieldFaultCounts());
        foreach (var f in findings)
        {
            faults.Add(f.Faults);
            sum = new DialectFindings(
                sum.Campaign + f.Campaign,
                sum.Found + f.Found,
                sum.Innocent + f.Innocent,
                sum.Accused + f.Accused,
                sum.Watched + f.Watched,
                sum.Rejected + f.Rejected
            );
        }

        return sum with
        {
            Faults = faults,
        };
    }
}

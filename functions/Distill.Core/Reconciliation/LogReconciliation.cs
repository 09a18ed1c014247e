using Distill.Statistics;

namespace Distill.Core.Reconciliation;

/// <summary>Compares our log with a reseller's. The same calls give the same result, in whatever order they come.</summary>
public sealed class LogReconciliation
{
    // Fewest sure matches, and the least share of the reseller's calls that must be found, for anything to be said.
    private const int MinSure = 20;
    private const double MinFound = 0.5;

    // The largest share of sure matches that chance may make.
    private const double MostByChance = 0.1;

    private readonly CallLogSide _ours;
    private readonly CallLogSide _theirs;
    private readonly ReconciliationOptions _options;

    private LogReconciliation(CallLogSide ours, CallLogSide theirs, ReconciliationOptions options) =>
        (_ours, _theirs, _options) = (ours, theirs, options);

    /// <param name="ours">Our calls that came through the reseller.</param>
    /// <param name="theirs">The calls of the reseller's own log.</param>
    /// <param name="options">How to compare.</param>
    public static LogComparison Of(IEnumerable<LoggedCall> ours, IEnumerable<LoggedCall> theirs, ReconciliationOptions options) =>
        new LogReconciliation(CallLogSide.Of(ours), CallLogSide.Of(theirs), options).Compare();

    private LogComparison Compare()
    {
        var nothing = new LogComparison { Ours = Uncompared(_ours), Theirs = Uncompared(_theirs) };
        if (_ours.Calls.Length == 0 || _theirs.Calls.Length == 0)
        {
            return nothing with { Shortfall = "One of the logs has no call." };
        }

        if (ClockOffset.Find(_ours, _theirs, _options.MaxSkew) is not { } offset)
        {
            return nothing with
            {
                Shortfall =
                    "The logs could not be laid side by side: no difference of the clocks makes their calls agree. They may be of other times or "
                    + "accounts, or lack token counts.",
            };
        }

        var models = ModelPairs.Learn(_ours, _theirs, offset);
        var matching = CallMatching.Of(_ours, _theirs, models, offset, _options.TokenTolerance);
        var span = new CommonTime(_ours, _theirs, offset);
        return Judge(offset, models, matching, span);
    }

    private LogComparison Judge(ClockOffset offset, ModelPairs models, CallMatching matching, CommonTime span)
    {
        var sure = matching.IsSure.Count(s => s);
        var chance = Chance(matching, offset) / Math.Max(1, sure);
        int[] ours = [.. Enumerable.Range(0, _ours.Calls.Length).Where(i => span.IsOurs(i) && !span.IsInGap(i))];
        int[] theirs = [.. Enumerable.Range(0, _theirs.Calls.Length).Where(i => span.IsTheirs(i) && models.Known.Contains(_theirs.Calls[i].Model))];
        var unfound = theirs.Count(i => matching.OurOf[i] < 0);
        var missed = Proportion.Of([(unfound, theirs.Length)]);
        var comparison = new LogComparison
        {
            Offset = offset,
            Ours = Counts(_ours, Enumerable.Range(0, _ours.Calls.Length).Count(i => !span.IsOurs(i)), ours, matching.TheirOf) with
            {
                InGaps = Enumerable.Range(0, _ours.Calls.Length).Count(i => span.IsOurs(i) && span.IsInGap(i)),
            },
            Theirs = Counts(_theirs, Enumerable.Range(0, _theirs.Calls.Length).Count(i => !span.IsTheirs(i)), theirs, matching.OurOf),
            Matched = matching.OurOf.Count(o => o >= 0),
            Sure = sure,
            ByChance = Math.Min(1, chance),
            OtherModels =
            [
                .. _theirs
                    .Calls.Select(c => c.Model)
                    .Distinct(StringComparer.Ordinal)
                    .Where(m => !models.Known.Contains(m))
                    .Order(StringComparer.Ordinal),
            ],
            Missed = theirs.Length == 0 ? 1 : missed.High,
            Gaps = span.Gaps,
        };
        var shortfall =
            sure < MinSure ? "Too few calls of the logs can be matched for sure."
            : chance > MostByChance ? "Too many calls agree by chance: what the logs say of a call does not tell it from others."
            : theirs.Length - unfound < MinFound * theirs.Length ? "Most calls of the reseller's log are not in ours. The logs hardly agree."
            : null;
        return shortfall is not null
            ? comparison with
            {
                Shortfall = shortfall,
            }
            : HandCount.Add(Undeclared(comparison, ours, matching), (_ours, _theirs), matching, ours);
    }

    private LogComparison Undeclared(LogComparison comparison, int[] ours, CallMatching matching)
    {
        var accounts = ours.GroupBy(i => _ours.Calls[i].Party, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (Account: g.Key, Calls: g.Count(), Undeclared: g.Count(i => matching.TheirOf[i] < 0)))
            .ToArray();
        var corrected = Multiplicity.Holm([.. accounts.Select(a => Tails.LogBinomialUpper(a.Undeclared, a.Calls, comparison.Missed))]);
        return comparison with
        {
            Undeclared = accounts.Sum(a => a.Undeclared),
            UndeclaredRows = [.. ours.Where(i => matching.TheirOf[i] < 0).Select(i => _ours.Calls[i])],
            UndeclaredShare = accounts.Length == 0 ? null : Proportion.Of([.. accounts.Select(a => ((long)a.Undeclared, (long)a.Calls))]),
            UndeclaredAccounts =
            [
                .. accounts
                    .Select((a, i) => new UndeclaredCalls(a.Account, a.Calls, a.Undeclared, Math.Exp(corrected[i])))
                    .Where(a => a.P <= _options.Alpha)
                    .OrderByDescending(a => a.Undeclared)
                    .ThenBy(a => a.Account, StringComparer.Ordinal),
            ],
        };
    }

    // Sure matches under four wrong differences of the clocks, on average: whole hours away, so that the time of day stays nearly the same.
    private static double Chance(CallMatching matching, ClockOffset offset)
    {
        const long hour = 3_600_000_000;
        var away = (offset.High - offset.Low) / hour + 1;
        return new[] { -2, -1, 1, 2 }.Average(hours =>
            matching.CountSure(offset with { Low = offset.Low + (hours * away * hour), High = offset.High + (hours * away * hour) })
        );
    }

    private static LogCounts Uncompared(CallLogSide side) => new(side.Calls.Length, side.Duplicates, 0, 0, side.Calls.Count(c => !c.HasTokens), 0, 0);

    private static LogCounts Counts(CallLogSide side, int outside, int[] compared, int[] others) =>
        Uncompared(side) with
        {
            Outside = outside,
            Compared = compared.Length,
            Unmatched = compared.Count(i => others[i] < 0),
        };
}

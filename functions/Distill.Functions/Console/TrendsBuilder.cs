using System.Globalization;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;
using Distill.Core.Options;
using Distill.Functions.Publishing;
using Distill.Functions.Storage;
using Distill.Reports.Console;

namespace Distill.Functions.Console;

/// <summary>Counts over all published verdicts. The counts of a revision are kept: a million verdicts take a moment.</summary>
public sealed class TrendsBuilder(FactDaysTable table, DetectionOptions detection)
{
    // The days of the charts, today included.
    private const int Days = 30;

    private Counted? _counted;

    internal async Task<TrendsModel> BuildAsync(ConsoleState state, CancellationToken cancellationToken)
    {
        var counts = Count(state);
        var known = await table.ReadAsync(cancellationToken);
        var today = DateOnly.FromDateTime(state.Now.UtcDateTime);
        var decided = state
            .Ledger.Decisions.DistinctBy(d => d.Id)
            .Select(d => d.At)
            .Concat(state.Ledger.Overrides.Select(o => o.At))
            .Select(Day)
            .CountBy(d => d)
            .ToDictionary();
        var inForce = state.Ledger.Decisions.Where(state.Standing.IsInForce).ToArray();
        return new TrendsModel(state.Context("Trends", ConsoleSection.Trends))
        {
            Levels = [.. Enum.GetValues<VerdictLevel>().Reverse().Select(l => (l, counts.Levels[(int)l]))],
            Actions = [.. Enum.GetValues<VerdictAction>().Reverse().Select(a => (a, counts.Actions[(int)a]))],
            FlaggedByDay = ByDay(today, counts.FlaggedOn),
            RefusedByDay = known is null ? null : ByDay(today, known.Days.ToDictionary(d => d.Day, d => d.Refused)),
            PassedByDay = known is null ? null : ByDay(today, known.Days.ToDictionary(d => d.Day, d => d.Passed)),
            Innocents = counts.Innocents.OfKinds,
            AllInnocents = counts.Innocents.OfAll,
            Explained = counts.Innocents.Explained,
            DecidedByDay = ByDay(today, decided),
            Appeals = new AppealCounts(
                counts.Levels[(int)VerdictLevel.Suspect] + counts.Levels[(int)VerdictLevel.Confirmed],
                counts.Appeals[(int)AppealOutcome.Passed],
                counts.Appeals[(int)AppealOutcome.Failed],
                counts.Appeals[(int)AppealOutcome.Open]
            ),
            Decided = (
                inForce.Count(d => d.Kind is DecisionKind.Confirm or DecisionKind.BanPlan),
                inForce.Count(d => d.Kind == DecisionKind.Dismiss)
            ),
        };
    }

    private static DateOnly Day(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    private static (string, long)[] ByDay(DateOnly today, Dictionary<DateOnly, int> counts) =>
        [
            .. Enumerable
                .Range(0, Days)
                .Select(i => today.AddDays(i - Days + 1))
                .Select(d => (d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (long)counts.GetValueOrDefault(d))),
        ];

    private Counted Count(ConsoleState state)
    {
        if (Volatile.Read(ref _counted) is { } known && ReferenceEquals(known.Ledger, state.Ledger))
        {
            return known;
        }

        var counted = new Counted(state.Ledger, InnocentCounts.Of(state, detection.EvidenceThreshold));
        foreach (var verdict in state.View.Verdicts.All)
        {
            counted.Add(verdict.Now.Verdict);
        }

        Volatile.Write(ref _counted, counted);
        return counted;
    }

    private sealed class Counted(LedgerState ledger, InnocentCounts innocents)
    {
        public LedgerState Ledger => ledger;

        public InnocentCounts Innocents => innocents;

        public int[] Levels { get; } = new int[Enum.GetValues<VerdictLevel>().Length];

        public int[] Actions { get; } = new int[Enum.GetValues<VerdictAction>().Length];

        public int[] Appeals { get; } = new int[Enum.GetValues<AppealOutcome>().Length];

        public Dictionary<DateOnly, int> FlaggedOn { get; } = [];

        public void Add(Verdict verdict)
        {
            Levels[(int)verdict.Level]++;
            Actions[(int)verdict.Action]++;
            if (verdict.Level < VerdictLevel.Suspect)
            {
                return;
            }

            if (verdict.FirstFlaggedAt is { } flagged)
            {
                FlaggedOn[Day(flagged)] = FlaggedOn.GetValueOrDefault(Day(flagged)) + 1;
            }

            if (Core.Decisions.Appeals.Of(verdict) is { } outcome)
            {
                Appeals[(int)outcome]++;
            }
        }
    }
}

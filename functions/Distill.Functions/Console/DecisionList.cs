using Distill.Core.Decisions;
using Distill.Functions.Api;
using Distill.Reports.Console;

namespace Distill.Functions.Console;

/// <summary>Decisions on clusters and overrides of accounts in one list.</summary>
internal static class DecisionList
{
    /// <summary>All that was ever decided, the latest first.</summary>
    public static IEnumerable<DecisionRecord> Of(ConsoleState state) =>
        ListedDecision
            .Of(state.Ledger.Decisions, static _ => true)
            .Select(d => (d.Decision.Number, Record: Of(d, state.Standing)))
            .Concat(state.Ledger.Overrides.Select(o => (o.Number, Record: DecisionRecord.Of(o, state.Standing.IsInForce(o)))))
            .OrderByDescending(d => d.Number)
            .Select(d => d.Record);

    public static DecisionRecord Of(ListedDecision decision, Standing standing) => DecisionRecord.Of(decision.Parts, decision.IsInForce(standing));

    /// <summary>A page of all that was ever decided, entries of the allow-lists among it.</summary>
    public static DecisionsModel Build(ConsoleState state, IEnumerable<DecisionRecord> entries, bool inForce, int page)
    {
        var found = Of(state).Concat(entries).Where(d => !inForce || d.InForce).OrderByDescending(d => d.At).ToArray();
        return new DecisionsModel(state.Context("Decisions", ConsoleSection.Decisions))
        {
            Rows = [.. found.Skip((page - 1) * DecisionsModel.PageSize).Take(DecisionsModel.PageSize)],
            Found = found.Length,
            InForce = inForce,
            Page = page,
        };
    }
}

using Distill.Reports.Console;

namespace Distill.Functions.Console;

/// <summary>Decisions on clusters and overrides of accounts in one list.</summary>
internal static class DecisionList
{
    /// <summary>All that was ever decided, the latest first.</summary>
    public static IEnumerable<DecisionRecord> Of(ConsoleState state) =>
        state
            .Ledger.Decisions.GroupBy(d => d.Id)
            .Select(d => (d.First().Number, Record: DecisionRecord.Of(d.First(), d.Any(state.Standing.IsInForce))))
            .Concat(state.Ledger.Overrides.Select(o => (o.Number, Record: DecisionRecord.Of(o, state.Standing.IsInForce(o)))))
            .OrderByDescending(d => d.Number)
            .Select(d => d.Record);

    public static DecisionsModel Build(ConsoleState state, bool inForce, int page)
    {
        var found = Of(state).Where(d => !inForce || d.InForce).ToArray();
        return new DecisionsModel(state.Context("Decisions", ConsoleSection.Decisions))
        {
            Rows = [.. found.Skip((page - 1) * DecisionsModel.PageSize).Take(DecisionsModel.PageSize)],
            Found = found.Length,
            InForce = inForce,
            Page = page,
        };
    }
}

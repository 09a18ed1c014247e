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

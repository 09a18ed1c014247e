using Azure.Data.Tables;

namespace Distill.Functions.Storage;

/// <summary>Cuts writes into entity group transactions that Azure takes.</summary>
internal static class Transactions
{
    /// <summary>Packs writes in order. A transaction has one partition key, at most 100 entities and 4 MiB, and each entity once.</summary>
    /// <exception cref="InvalidOperationException">An entity is too large, has a bad key, or comes twice.</exception>
    /// <param name="actions">The writes.</param>
    /// <param name="most">The most entities of one transaction.</param>
    public static List<List<TableTransactionAction>> Pack(IEnumerable<TableTransactionAction> actions, int most = TableLimits.MaxEntities)
    {
        var packed = new List<List<TableTransactionAction>>();
        foreach (var group in actions.GroupBy(a => a.Entity.PartitionKey, StringComparer.Ordinal))
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var current = new List<TableTransactionAction>();
            var bytes = 0;
            foreach (var action in group)
            {
                if (!seen.Add(action.Entity.RowKey))
                {
                    throw new InvalidOperationException($"The row {action.Entity.RowKey} is written twice in one go.");
                }

                var size = TableLimits.Measure((TableEntity)action.Entity);
                if (current.Count == most || (current.Count > 0 && bytes + size > TableLimits.MaxTransactionBytes))
                {
                    packed.Add(current);
                    current = [];
                    bytes = 0;
                }

                current.Add(action);
                bytes += size;
            }

            packed.Add(current);
        }

        return packed;
    }
}

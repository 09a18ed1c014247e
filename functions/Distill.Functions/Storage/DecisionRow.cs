using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;

namespace Distill.Functions.Storage;

/// <summary>
/// A decision or an override as a row of the ledger. Its id is the key, so that it can't be made twice. A decision on an operation is one row with
/// all of its clusters.
/// </summary>
internal static class DecisionRow
{
    /// <summary>The row of a decision on a cluster, or on all clusters of an operation.</summary>
    public static TableEntity Of(string prefix, IReadOnlyList<ClusterDecision> parts, long revision)
    {
        var decision = parts[0];
        var signature = new Signature(decision.By, decision.Why, decision.At, decision.Expires, decision.Request);
        var row = Row(prefix + decision.Id, revision, decision.Kind.ToString(), signature);
        row["Action"] = decision.Action.Name();
        row["Cluster"] = decision.Cluster.ToString();
        row["Passed"] = decision.Passed;
        Chunks.Put(row, "On", Brotli.Pack(decision.Operation is null ? ClusterJson.Write(decision.On) : ClusterJson.Write(parts.Select(p => p.On))));
        if (decision.Operation is { } operation)
        {
            row["Operation"] = operation.ToString();
        }

        return row;
    }

    public static TableEntity Of(string prefix, AccountOverride set, long revision)
    {
        var row = Row(prefix + set.Id, revision, set.Kind.ToString(), new Signature(set.By, set.Why, set.At, set.Expires, set.Request));
        row["Account"] = set.Account.Value;
        return row;
    }

    /// <summary>The decisions of a row: one for each cluster.</summary>
    public static IReadOnlyList<ClusterDecision> ToDecisions(TableEntity row)
    {
        var on = Brotli.Unpack(Chunks.Get(row, "On")!);
        OperationId? operation = row.GetString("Operation") is { } name ? OperationId.Parse(name) : null;
        return [.. (operation is null ? [ClusterJson.Read(on)] : ClusterJson.ReadAll(on)).Select(c => ToDecision(row, c, operation))];
    }

    private static ClusterDecision ToDecision(TableEntity row, Cluster on, OperationId? operation) =>
        new()
        {
            Id = Id(row),
            Number = row.GetInt64("Revision") ?? 0,
            Kind = Enum.Parse<DecisionKind>(row.GetString("Kind")),
            On = on,
            Operation = operation,
            Action = VerdictNames.Action(row.GetString("Action")),
            Passed = row.GetInt32("Passed"),
            By = row.GetString("By"),
            Why = row.GetString("Why"),
            At = row.GetDateTimeOffset("At") ?? default,
            Expires = row.GetDateTimeOffset("Expires"),
            Request = row.GetString("Request"),
        };

    public static AccountOverride ToOverride(TableEntity row) =>
        new()
        {
            Id = Id(row),
            Number = row.GetInt64("Revision") ?? 0,
            Account = AccountId.Parse(row.GetString("Account")),
            Kind = Enum.Parse<OverrideKind>(row.GetString("Kind")),
            By = row.GetString("By"),
            Why = row.GetString("Why"),
            At = row.GetDateTimeOffset("At") ?? default,
            Expires = row.GetDateTimeOffset("Expires"),
            Request = row.GetString("Request"),
        };

    private static string Id(TableEntity row) => row.RowKey[(row.RowKey.IndexOf('-', StringComparison.Ordinal) + 1)..];

    private static TableEntity Row(string key, long revision, string kind, Signature signature)
    {
        var row = new TableEntity(StateTable.Partition, key)
        {
            ["Revision"] = revision,
            ["Kind"] = kind,
            ["By"] = signature.By,
            ["Why"] = signature.Why,
            ["At"] = signature.At,
        };
        if (signature.Expires is { } end)
        {
            row["Expires"] = end;
        }

        if (signature.Request is { } request)
        {
            row["Request"] = request;
        }

        return row;
    }

    // What decisions and overrides have in common.
    private readonly record struct Signature(string By, string Why, DateTimeOffset At, DateTimeOffset? Expires, string? Request);
}

using System.Text.Json.Serialization;
using Distill.Contracts;
using Distill.Contracts.Verdicts;

namespace Distill.Core.Clusters;

/// <summary>Accounts that belong together, and the evidence for it.</summary>
public sealed record Cluster
{
    public required ClusterId Id { get; init; }

    public required VerdictLevel Level { get; init; }

    /// <summary>The current members, ordered.</summary>
    public required IReadOnlyList<AccountId> Accounts { get; init; }

    /// <summary>
    /// Accounts that were members, whose verdicts still rest on the cluster. This run did not find them, ordered. Null when there are none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AccountId>? Held { get; init; }

    /// <summary>True when the last run no longer found the cluster. It is kept because the verdicts on its members rest on it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsDissolved { get; init; }

    /// <summary>All accounts to which a decision on the cluster applies, ordered.</summary>
    [JsonIgnore]
    public IReadOnlyList<AccountId> Everyone => Held is null ? Accounts : [.. Accounts.Concat(Held).Order()];

    /// <summary>Number of the accounts to which a decision on the cluster applies.</summary>
    [JsonIgnore]
    public int Size => Accounts.Count + (Held?.Count ?? 0);

    /// <summary>The operation that the cluster is part of. Null below suspect, and in clusters stored by an earlier version.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OperationPart? Operation { get; init; }

    /// <summary>Event time of the first run that saw the cluster.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>Event time of the last call of a member.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>The members' calls within the lookback. An estimate when windows are sampled.</summary>
    public required long Calls { get; init; }

    public required long InputTokens { get; init; }

    public required long OutputTokens { get; init; }

    /// <summary>Calls by model, by platform and by reseller. Calls without one are left out.</summary>
    public required IReadOnlyDictionary<string, long> Models { get; init; }

    public required IReadOnlyDictionary<string, long> Platforms { get; init; }

    public required IReadOnlyDictionary<string, long> Resellers { get; init; }

    /// <summary>Evidence by kind, each reason with its weight. An open explanation is under <c>explanation</c>.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<Reason>> Evidence { get; init; }

    /// <summary>What happened to the cluster, oldest first.</summary>
    public required IReadOnlyList<TimelineEntry> Timeline { get; init; }
}

/// <summary>One event in a cluster's history.</summary>
public sealed record TimelineEntry(DateTimeOffset Time, string What)
{
    /// <summary>What the entry says when a cluster that had dissolved is found again.</summary>
    internal const string FoundAgain = "Found again.";

    /// <summary>True if a cluster that had dissolved was found again.</summary>
    [JsonIgnore]
    public bool IsReturn => What == FoundAgain;

    /// <summary>The current members from then on. Null when the entry does not change them, and in entries of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Accounts { get; init; }
}

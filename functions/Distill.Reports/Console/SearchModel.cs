using Distill.Contracts;
using Distill.Core.Decisions;
using Distill.Core.Portraits;

namespace Distill.Reports.Console;

/// <summary>What was found.</summary>
/// <param name="Context">The frame.</param>
/// <param name="Query">What was asked; empty if nothing was.</param>
public sealed record SearchModel(ConsoleContext Context, string Query)
{
    /// <summary>The most entries of each kind.</summary>
    public const int Most = 50;

    /// <summary>What a search looks at, for whom it found nothing.</summary>
    public const string Reach =
        "Cards, devices, mail domains and networks are looked for among members of the last run's clusters only, and a network only if two members "
        + "of a cluster have it. Of accounts outside of clusters, only the ids are known here.";

    /// <summary>Accounts whose id is the query, begins with it or has it inside, in this order.</summary>
    public IReadOnlyList<StandingVerdict> Accounts { get; init; } = [];

    /// <summary>Clusters with the query in their id, evidence, models, platforms or resellers.</summary>
    public IReadOnlyList<QueueRow> Clusters { get; init; } = [];

    /// <summary>Operations with the query in their id.</summary>
    public IReadOnlyList<OperationRow> Operations { get; init; } = [];

    /// <summary>Cards, devices, mail domains and networks that are meant, each with a cluster whose members have it.</summary>
    public IReadOnlyList<FoundValue> Values { get; init; } = [];

    /// <summary>Decisions and overrides with the query in their author or reason; on the page, entries of allow-lists too.</summary>
    public IReadOnlyList<DecisionRecord> Decisions { get; init; } = [];
}

/// <summary>A value that was looked for, and a cluster whose members have it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The value as pages show it: of cards and devices a part of the fingerprint.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Members">How many of its members have it.</param>
/// <param name="Accounts">The first of these.</param>
public sealed record FoundValue(SharedKind Kind, string Name, QueueRow Cluster, int Members, IReadOnlyList<AccountId> Accounts);

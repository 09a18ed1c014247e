namespace Distill.Core.Resellers;

/// <summary>What a review says of one reseller or cloud.</summary>
public sealed record ChannelReport
{
    public required ChannelKind Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>What to do about it.</summary>
    public Grade Grade { get; init; }

    /// <summary>Why, a sentence each.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Accounts with a call through the channel within the lookback.</summary>
    public required int Accounts { get; init; }

    /// <summary>Accounts of which enough was seen to say anything. The others count neither way.</summary>
    public required int Assessed { get; init; }

    /// <summary>Calls through the channel. An estimate when windows are sampled.</summary>
    public required long Calls { get; init; }

    /// <summary>The accounts by know-your-customer level.</summary>
    public required KnownCustomers Customers { get; init; }

    public required Identities Identities { get; init; }

    /// <summary>What the reseller attested. Null when it attested nothing.</summary>
    public Attestations? Attestations { get; init; }

    public required Concentration Concentration { get; init; }

    /// <summary>The share of flagged accounts among the assessed ones.</summary>
    public required Share FlaggedAccounts { get; init; }

    /// <summary>The share of the flagged accounts' calls among those of the assessed ones.</summary>
    public required Share FlaggedCalls { get; init; }

    /// <summary>The comparison with the population. Null when there are too few accounts.</summary>
    public required Excess? Excess { get; init; }

    /// <summary>Flagged clusters with accounts here.</summary>
    public required IReadOnlyList<SeenCluster> Clusters { get; init; }

    public required Trend Trend { get; init; }

    /// <summary>How many accounts a question is about, the level aside.</summary>
    public required int Questioned { get; init; }

    /// <summary>How many accounts the request is about, at most as many as it lists.</summary>
    public required int Requested { get; init; }
}

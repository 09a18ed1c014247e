using System.Text.Json.Serialization;
using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Core.Signals;
using Distill.Core.Windows;

namespace Distill.Core.Portraits;

/// <summary>What people see of a cluster beside its evidence, as of one run. It decides nothing.</summary>
public sealed record Portrait
{
    public required ClusterId Cluster { get; init; }

    /// <summary>Start of the first hour of <see cref="Calls"/>.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The members' calls in each hour of the lookback.</summary>
    public required IReadOnlyList<long> Calls { get; init; }

    /// <summary>All accounts' calls in the same hours, the members' included.</summary>
    public required IReadOnlyList<long> PopulationCalls { get; init; }

    /// <summary>What at least two members share, by kind, the most members first.</summary>
    public required IReadOnlyList<SharedValue> Shared { get; init; }

    /// <summary>The members that the run found, ordered by account.</summary>
    public required IReadOnlyList<PortraitMember> Members { get; init; }

    /// <summary>Bans, successions and pivots within the lookback, oldest first.</summary>
    public required IReadOnlyList<TimelineEntry> Events { get; init; }

    /// <summary>
    /// Calls and output tokens by what the members' calls ask for. Null in portraits of earlier versions. Of windows that are sampled, the kept
    /// calls count.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IntentUse>? Intents { get; init; }

    /// <summary>The id of the key of <see cref="Values"/>. Null when there was none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? KeyId { get; init; }

    /// <summary>What members share and hardly anyone else has, as keyed hashes for other providers. Null without a key.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<KeyedValue>? Values { get; init; }
}

/// <summary>A value that members share.</summary>
/// <param name="Kind">Card, device, mail domain, network or framing.</param>
/// <param name="Name">The value as people see it. Of cards, devices and framings it is a part of the fingerprint.</param>
/// <param name="Members">How many members have it.</param>
public sealed record SharedValue(SharedKind Kind, string Name, int Members)
{
    /// <summary>How many accounts of the population have it, the members included. Null when nobody counted them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Accounts { get; init; }
}

/// <summary>What a shared value is.</summary>
public enum SharedKind
{
    Card,
    Device,
    MailDomain,
    Network,
    Framing,
}

/// <summary>A member, and what it shares with other members.</summary>
/// <param name="Account">The account.</param>
/// <param name="Shares">Indexes into <see cref="Portrait.Shared"/>, ascending.</param>
public sealed record PortraitMember(AccountId Account, IReadOnlyList<int> Shares)
{
    /// <summary>The account's calls in each hour of the portrait, at most 65,535 each. Stored apart, because few pages show them.</summary>
    [JsonIgnore]
    public IReadOnlyList<ushort> Calls { get; init; } = [];
}

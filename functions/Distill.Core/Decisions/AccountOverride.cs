using Distill.Contracts;

namespace Distill.Core.Decisions;

/// <summary>What a person set for one account. It wins over the correlation and over decisions on the account's cluster.</summary>
public sealed record AccountOverride
{
    public required string Id { get; init; }

    /// <summary>Grows with every decision and override. Of two, the one with the larger number counts.</summary>
    public required long Number { get; init; }

    public required AccountId Account { get; init; }

    public required OverrideKind Kind { get; init; }

    /// <summary>Fingerprint of the request that set it, to tell a repeated request from another. Null when no request did.</summary>
    public string? Request { get; init; }

    public required string By { get; init; }

    public required string Why { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>When it ends. Null only for <see cref="OverrideKind.Lift"/>.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>True when it is in force at a time. A lift never is.</summary>
    public bool HoldsAt(DateTimeOffset time) => Kind != OverrideKind.Lift && (Expires is not { } expires || time < expires);
}

/// <summary>What a person can set for an account.</summary>
public enum OverrideKind
{
    Allow,
    Block,

    /// <summary>Ends the earlier override.</summary>
    Lift,
}

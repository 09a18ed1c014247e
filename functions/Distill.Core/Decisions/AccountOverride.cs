using Distill.Contracts;

namespace Distill.Core.Decisions;

/// <summary>What was set by hand for one account; wins over the correlation and over decisions on its cluster.</summary>
public sealed record AccountOverride
{
    public required string Id { get; init; }

    /// <summary>Grows with every decision and override: of two the later one counts.</summary>
    public required long Number { get; init; }

    public required AccountId Account { get; init; }

    public required OverrideKind Kind { get; init; }

    /// <summary>Fingerprint of the request that asked for it, to tell a repetition from another request; null where none did.</summary>
    public string? Request { get; init; }

    public required string By { get; init; }

    public required string Why { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>From when on it no longer stands; null only for <see cref="OverrideKind.Lift"/>.</summary>
    public DateTimeOffset? Expires { get; init; }

    public bool HoldsAt(DateTimeOffset time) => Kind != OverrideKind.Lift && (Expires is not { } expires || time < expires);
}

/// <summary>What can be set for an account by hand.</summary>
public enum OverrideKind
{
    Allow,
    Block,

    /// <summary>Ends what was set.</summary>
    Lift,
}

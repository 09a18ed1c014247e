namespace Distill.Core.Events;

/// <summary>What one event turned out to be: exactly one of a call, an account record, a ban, or a rejection with its reason.</summary>
public readonly struct ParsedEvent
{
    private ParsedEvent(EventKind kind) => Kind = kind;

    public EventKind Kind { get; }

    /// <summary>Valid when <see cref="Kind"/> is <see cref="EventKind.Call"/>.</summary>
    public ApiCall Call { get; private init; }

    /// <summary>Not null when <see cref="Kind"/> is <see cref="EventKind.Account"/>.</summary>
    public AccountRecord? Account { get; private init; }

    /// <summary>Not null when <see cref="Kind"/> is <see cref="EventKind.Ban"/>: a ban or its lifting.</summary>
    public BanRecord? Ban { get; private init; }

    public RejectReason Reason { get; private init; }

    /// <summary>The field at fault, where one is.</summary>
    public string? Field { get; private init; }

    public static ParsedEvent Of(in ApiCall call) => new(EventKind.Call) { Call = call };

    public static ParsedEvent Of(AccountRecord account) => new(EventKind.Account) { Account = account };

    public static ParsedEvent Of(BanRecord ban) => new(EventKind.Ban) { Ban = ban };

    public static ParsedEvent Rejected(RejectReason reason, string? field = null) => new(EventKind.Rejected) { Reason = reason, Field = field };
}

public enum EventKind
{
    Rejected,
    Call,
    Account,
    Ban,
}

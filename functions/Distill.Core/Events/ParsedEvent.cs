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

    /// <summary>Fingerprint of a call's id alone; 0 for other events. With the account it tells whether an id is used again.</summary>
    public ulong IdFingerprint { get; private init; }

    /// <summary>What was wrong with fields of an event that was taken all the same.</summary>
    public FieldFaults Faults { get; private init; }

    public RejectReason Reason { get; private init; }

    /// <summary>The field at fault, where one is.</summary>
    public string? Field { get; private init; }

    public static ParsedEvent Of(in ApiCall call, ulong id = 0, FieldFaults faults = default) =>
        new(EventKind.Call)
        {
            Call = call,
            IdFingerprint = id,
            Faults = faults,
        };

    public static ParsedEvent Of(AccountRecord account, FieldFaults faults = default) =>
        new(EventKind.Account) { Account = account, Faults = faults };

    public static ParsedEvent Of(BanRecord ban, FieldFaults faults = default) => new(EventKind.Ban) { Ban = ban, Faults = faults };

    public static ParsedEvent Rejected(RejectReason reason, string? field = null) => new(EventKind.Rejected) { Reason = reason, Field = field };
}

public enum EventKind
{
    Rejected,
    Call,
    Account,
    Ban,
}

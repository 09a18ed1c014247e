namespace Distill.Core.Events;

/// <summary>The result of parsing one event: a call, a fact about an account, or a rejection with its reason.</summary>
public readonly struct ParsedEvent
{
    private ParsedEvent(EventKind kind) => Kind = kind;

    public EventKind Kind { get; }

    /// <summary>Valid when <see cref="Kind"/> is <see cref="EventKind.Call"/>.</summary>
    public ApiCall Call { get; private init; }

    /// <summary>What the event says of its account. Null for calls and rejected events.</summary>
    public IAccountFact? Fact { get; private init; }

    /// <summary>Not null when <see cref="Kind"/> is <see cref="EventKind.Account"/>.</summary>
    public AccountRecord? Account => Fact as AccountRecord;

    /// <summary>Not null when <see cref="Kind"/> is <see cref="EventKind.Ban"/>: a ban or its lifting.</summary>
    public BanRecord? Ban => Fact as BanRecord;

    /// <summary>Fingerprint of a call's id alone; 0 for other events. Together with the account it tells whether an id is used again.</summary>
    public ulong IdFingerprint { get; private init; }

    /// <summary>What was wrong with the fields of an accepted event.</summary>
    public FieldFaults Faults { get; private init; }

    /// <summary>Why the event was rejected. Valid when <see cref="Kind"/> is <see cref="EventKind.Rejected"/>.</summary>
    public RejectReason Reason { get; private init; }

    /// <summary>The field that caused the rejection, if there is one.</summary>
    public string? Field { get; private init; }

    public static ParsedEvent Of(in ApiCall call, ulong id = 0, FieldFaults faults = default) =>
        new(EventKind.Call)
        {
            Call = call,
            IdFingerprint = id,
            Faults = faults,
        };

    public static ParsedEvent Of(IAccountFact fact, FieldFaults faults = default) =>
        new(
            fact switch
            {
                AccountRecord => EventKind.Account,
                BanRecord => EventKind.Ban,
                RefusalRecord => EventKind.Refusal,
                VerificationRecord => EventKind.Verification,
                _ => throw new ArgumentException($"{fact.GetType().Name} is no event.", nameof(fact)),
            }
        )
        {
            Fact = fact,
            Faults = faults,
        };

    public static ParsedEvent Rejected(RejectReason reason, string? field = null) => new(EventKind.Rejected) { Reason = reason, Field = field };
}

/// <summary>What one event is.</summary>
public enum EventKind
{
    Rejected,
    Call,
    Account,
    Ban,
    Refusal,
    Verification,
}

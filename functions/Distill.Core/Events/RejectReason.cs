namespace Distill.Core.Events;

/// <summary>Why an event was rejected. The list is closed, because operators filter and alert on it.</summary>
public enum RejectReason
{
    None,

    /// <summary>The bytes are not JSON.</summary>
    NotJson,

    /// <summary>The JSON is not one object.</summary>
    NotAnObject,

    /// <summary>A required field is missing, null or empty.</summary>
    MissingField,

    /// <summary><c>type</c> is not one of call, account, ban, unban.</summary>
    UnknownType,

    /// <summary>
    /// One of type, id, account and model has an impossible value. Any other bad field is only dropped: see <see cref="FieldFault"/>.
    /// </summary>
    BadField,

    /// <summary>The time can't be parsed, or has no zone: see <see cref="EventTime"/>.</summary>
    BadTime,

    /// <summary>The event's time is later than its arrival by more than <see cref="EventLimits.MaxClockSkew"/>.</summary>
    TimeTooFarInFuture,

    /// <summary>The event has more bytes than <see cref="EventLimits.MaxBytes"/>.</summary>
    TooLarge,

    /// <summary>The event's time is before <see cref="EventLimits.Earliest"/>.</summary>
    TimeTooLongAgo,
}

namespace Distill.Core.Events;

/// <summary>Why an event was not taken. The list is closed: what operators filter and alert on.</summary>
public enum RejectReason
{
    None,

    /// <summary>Not JSON at all.</summary>
    NotJson,

    /// <summary>JSON, but not one object.</summary>
    NotAnObject,

    /// <summary>A required field is missing, null or empty.</summary>
    MissingField,

    /// <summary><c>type</c> is none of call, account, ban, unban.</summary>
    UnknownType,

    /// <summary>
    /// One of type, id, account and model has a value that it can't have. Any other field costs itself alone: <see cref="FieldFault"/>.
    /// </summary>
    BadField,

    /// <summary>The time can't be read, or does not say its zone: see <see cref="EventTime"/>.</summary>
    BadTime,

    /// <summary>The event's time is further ahead of its arrival than clocks may differ.</summary>
    TimeTooFarInFuture,

    /// <summary>More bytes than an event may have.</summary>
    TooLarge,

    /// <summary>The event's time is earlier than any call can be: <see cref="EventLimits.Earliest"/>.</summary>
    TimeTooLongAgo,
}

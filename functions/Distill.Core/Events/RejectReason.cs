namespace Distill.Core.Events;

/// <summary>Why an event was not taken. The list is closed: what operators filter and alert on.</summary>
public enum RejectReason
{
    None,

    /// <summary>Not UTF-8 JSON at all.</summary>
    NotJson,

    /// <summary>JSON, but not one object.</summary>
    NotAnObject,

    /// <summary>A required field is missing, null or empty.</summary>
    MissingField,

    /// <summary><c>type</c> is none of call, account, ban, unban.</summary>
    UnknownType,

    /// <summary>A field has the wrong JSON type or a value out of its range.</summary>
    BadField,

    /// <summary>A time is not RFC 3339 with a zone.</summary>
    BadTime,

    /// <summary>The event's time is further ahead of its arrival than clocks may differ.</summary>
    TimeTooFarInFuture,

    /// <summary>More bytes than an event may have.</summary>
    TooLarge,

    /// <summary><c>promptFeatures</c> are not well-formed.</summary>
    BadPromptFeatures,

    /// <summary><c>promptFeatures</c> were computed by another version of the extractor.</summary>
    PromptFeaturesVersion,
}

namespace Distill.Client.Calls;

/// <summary>
/// What became of the calls given to a <see cref="CallPublisher"/>. Each call is sent, dropped, rejected, failed or still waiting. A reported refusal
/// counts like a call.
/// </summary>
public sealed record PublishedCalls
{
    /// <summary>Calls given to the publisher.</summary>
    public long Published { get; init; }

    /// <summary>Calls that the service took.</summary>
    public long Sent { get; init; }

    /// <summary>Calls dropped because the buffer was full or the publisher was closed.</summary>
    public long Dropped { get; init; }

    /// <summary>Calls refused for their content: no valid account, id or model, too large, or rejected by the service.</summary>
    public long Rejected { get; init; }

    /// <summary>Calls given up after <see cref="CallPublisherOptions.GiveUpAfter"/> or at disposal. The service may have some of them.</summary>
    public long Failed { get; init; }

    /// <summary>Calls that wait or are being sent.</summary>
    public long Waiting => Published - Sent - Dropped - Rejected - Failed;

    /// <summary>Why the last try to send failed; null if it succeeded.</summary>
    public string? Fault { get; init; }
}

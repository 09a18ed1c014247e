namespace Distill.Client.Calls;

/// <summary>What became of the calls given to a <see cref="CallPublisher"/>. All but the waiting ones are in one of the other four.</summary>
public sealed record PublishedCalls
{
    /// <summary>Given to the publisher.</summary>
    public long Published { get; init; }

    /// <summary>Taken by the service.</summary>
    public long Sent { get; init; }

    /// <summary>Dropped because the buffer was full or the publisher closed.</summary>
    public long Dropped { get; init; }

    /// <summary>Refused for what they are: no valid account, id or model, too large, or not to the service's liking.</summary>
    public long Rejected { get; init; }

    /// <summary>Given up after <see cref="CallPublisherOptions.GiveUpAfter"/>, or at the end. The service may have got some of them.</summary>
    public long Failed { get; init; }

    /// <summary>Waiting or on their way.</summary>
    public long Waiting => Published - Sent - Dropped - Rejected - Failed;

    /// <summary>Why the last try to send failed; null when it did not.</summary>
    public string? Fault { get; init; }
}

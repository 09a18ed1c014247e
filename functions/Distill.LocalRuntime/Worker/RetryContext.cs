namespace Microsoft.Azure.Functions.Worker;

/// <summary>Where an invocation stands among the retries of the event that triggered it.</summary>
public abstract class RetryContext
{
    /// <summary>0 on the first attempt.</summary>
    public abstract int RetryCount { get; }

    /// <summary>Retries made before the event is given up.</summary>
    public abstract int MaxRetryCount { get; }
}

namespace Distill.Client;

/// <summary>How an <see cref="EventHubSender"/> batches and how long it tries.</summary>
public sealed record EventHubSenderOptions
{
    /// <summary>
    /// Bytes of a batch at most, 4 KiB to 20 MiB; less when the service takes less. 256 KiB fits every tier. An event larger than this goes alone, as
    /// long as the service takes it.
    /// </summary>
    public int MaxBatchBytes { get; init; } = 256 * 1024;

    /// <summary>Batches of one partition under way at most, 1 to 64. What is not acknowledged yet is bounded by this, per partition.</summary>
    public int MaxOutstandingBatches { get; init; } = 4;

    /// <summary>How long an event waits for others to fill its batch. More makes larger batches, less makes events come sooner.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long to look for an endpoint that is not there yet when connecting.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long to go on trying to send a batch through a lost connection or a busy service before giving the sender up.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The first wait before another try; it doubles up to 10 s.</summary>
    public TimeSpan LeastRetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often an identity's token is asked for and shown again. Those who give tokens renew them five minutes before their end, so less than that.</summary>
    internal TimeSpan TokenInterval { get; init; } = TimeSpan.FromMinutes(2);

    internal void Validate()
    {
        var wrong = new List<string>();
        if (MaxBatchBytes is < 4 * 1024 or > 20 * 1024 * 1024)
            wrong.Add($"{nameof(MaxBatchBytes)} is 4096 to 20971520.");
        if (MaxOutstandingBatches is < 1 or > 64)
            wrong.Add($"{nameof(MaxOutstandingBatches)} is 1 to 64.");
        if (Linger <= TimeSpan.Zero)
            wrong.Add($"{nameof(Linger)} is more than zero.");
        if (ConnectTimeout <= TimeSpan.Zero)
            wrong.Add($"{nameof(ConnectTimeout)} is more than zero.");
        if (GiveUpAfter < TimeSpan.Zero)
            wrong.Add($"{nameof(GiveUpAfter)} is not negative.");
        if (LeastRetryDelay <= TimeSpan.Zero)
            wrong.Add($"{nameof(LeastRetryDelay)} is more than zero.");
        if (wrong.Count > 0)
            throw new ArgumentException($"The sender's options are wrong. {string.Join(' ', wrong)}");
    }
}

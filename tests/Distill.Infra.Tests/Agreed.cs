namespace Distill.Infra.Tests;

/// <summary>
/// Names that infra and code agreed on before the code has them. Each entry is a debt: once the code has the name, tests ask for the entry to be
/// deleted, and with the last one this file goes.
/// </summary>
internal static class Agreed
{
    /// <summary>Settings that infra sets and no code reads yet.</summary>
    public static readonly string[] Settings =
    [
        // The optional detector, one implementation of the volume-anomaly port.
        "AnomalyDetector__Endpoint",
        // base64, 32 bytes.
        "Honeypots__MasterKey",
    ];

    /// <summary>Metrics that alerts ask for and no code emits yet.</summary>
    public static readonly string[] Metrics =
    [
        // Gauge, seconds: how long the oldest closed hour has waited for its correlation, 0 while none does. Recorded by every run of the timer.
        "distill.correlation.watermark_age",
        // Histogram, seconds, tag partition: from an event's enqueued time until its batch is saved; one record a batch, of its oldest event.
        "distill.ingest.lag",
    ];
}

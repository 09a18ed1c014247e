// The real package has no nullable annotations, and takes and keeps what this one only declares.
#nullable disable annotations
#pragma warning disable CA1707, CA1801, CA1822, IDE0060
using Azure.Core;

namespace Azure.AI.AnomalyDetector;

/// <summary>Of Azure.AI.AnomalyDetector, as far as the app uses it.</summary>
public class AnomalyDetectorClient
{
    public AnomalyDetectorClient(Uri endpoint, AzureKeyCredential credential, AnomalyDetectorClientOptions options)
    {
    }

    public virtual Task<Response<UnivariateLastDetectionResult>> DetectUnivariateLastPointAsync(
        UnivariateDetectionOptions options, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}

public class AnomalyDetectorClientOptions : ClientOptions
{
    public AnomalyDetectorClientOptions(ServiceVersion version = ServiceVersion.V1_1)
    {
    }

    public enum ServiceVersion
    {
        V1_1 = 1,
    }
}

public class UnivariateDetectionOptions(IEnumerable<TimeSeriesPoint> series)
{
    public IList<TimeSeriesPoint> Series { get; } = [.. series];

    public TimeGranularity? Granularity { get; set; }
}

public readonly struct TimeGranularity
{
    public static TimeGranularity Hourly => default;
}

public class TimeSeriesPoint(float value)
{
    public DateTimeOffset? Timestamp { get; set; }

    public float Value { get; } = value;
}

public class UnivariateLastDetectionResult
{
    internal UnivariateLastDetectionResult()
    {
    }

    public float ExpectedValue => throw new NotSupportedException();

    public bool IsPositiveAnomaly => throw new NotSupportedException();

    public float? Severity => throw new NotSupportedException();
}

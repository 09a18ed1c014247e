using Azure;
using Azure.AI.AnomalyDetector;
using Distill.Core.Volumes;

namespace Distill.Functions.Volumes;

/// <summary>
/// Asks a service with the REST API v1.1 of Azure AI Anomaly Detector. Microsoft retired its own on 1 October 2026; some containers still run. The
/// contract is that of the built-in detector, but the results differ: the service fits models that the paper does not describe.
/// </summary>
internal sealed class AnomalyDetectorService(AnomalyDetectorClient client) : IVolumeDetector
{
    public async Task<VolumeReading> ReadLastAsync(VolumeSeries series, CancellationToken cancellationToken)
    {
        var first = series.Hour - series.Points.Count + 1;
        var request = new UnivariateDetectionOptions(
            series.Points.Select((calls, i) => new TimeSeriesPoint((float)calls) { Timestamp = (first + i).Start })
        )
        {
            Granularity = TimeGranularity.Hourly,
        };
        var answer = (await client.DetectUnivariateLastPointAsync(request, cancellationToken)).Value;
        return new VolumeReading(answer.IsPositiveAnomaly, answer.ExpectedValue, answer.Severity ?? 0);
    }
}

internal static partial class VolumeDetector
{
    // The client needs a key, although a container does not ask for one.
    private static readonly AzureKeyCredential s_noKey = new("none");

    static partial void OpenService(Uri endpoint, ref IVolumeDetector? detector)
    {
        // The correlation waits for the answer, so it must not wait long.
        var options = new AnomalyDetectorClientOptions { Retry = { MaxRetries = 1, NetworkTimeout = TimeSpan.FromSeconds(10) } };
        detector = new AnomalyDetectorService(new AnomalyDetectorClient(endpoint, s_noKey, options));
    }
}

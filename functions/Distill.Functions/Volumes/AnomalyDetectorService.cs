using Azure;
using Azure.AI.AnomalyDetector;
using Distill.Core.Volumes;

namespace Distill.Functions.Volumes;

/// <summary>
/// A service that speaks Azure AI Anomaly Detector's REST API v1.1. Microsoft's own was retired on 1 October 2026; what is left are containers that
/// still run. Compatible with the built-in detector in contract, not in results: it fits models that the paper does not describe.
/// </summary>
internal sealed class AnomalyDetectorService(AnomalyDetectorClient client) : IVolumeDetector
{
    public async Task<VolumeReading> ReadLastAsync(VolumeSeries series, CancellationToken ct)
    {
        var first = series.Hour - series.Points.Count + 1;
        var request = new UnivariateDetectionOptions(
            series.Points.Select((calls, i) => new TimeSeriesPoint((float)calls) { Timestamp = (first + i).Start })
        )
        {
            Granularity = TimeGranularity.Hourly,
        };
        var answer = (await client.DetectUnivariateLastPointAsync(request, ct)).Value;
        return new VolumeReading(answer.IsPositiveAnomaly, answer.ExpectedValue, answer.Severity ?? 0);
    }
}

internal static partial class VolumeDetector
{
    // The client wants a key and a container asks for none.
    private static readonly AzureKeyCredential s_noKey = new("none");

    static partial void OpenService(Uri endpoint, ref IVolumeDetector? detector)
    {
        // The correlation waits for the answer: what does not come soon is done without.
        var options = new AnomalyDetectorClientOptions { Retry = { MaxRetries = 1, NetworkTimeout = TimeSpan.FromSeconds(10) } };
        detector = new AnomalyDetectorService(new AnomalyDetectorClient(endpoint, s_noKey, options));
    }
}

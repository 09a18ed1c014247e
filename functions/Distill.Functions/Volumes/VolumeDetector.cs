using Distill.Core.Volumes;

namespace Distill.Functions.Volumes;

/// <summary>Chooses the detector: the service at <c>AnomalyDetector:Endpoint</c> if that is set, otherwise the built-in one.</summary>
internal static partial class VolumeDetector
{
    /// <summary>What is wrong with the setting, in words; empty if all is well.</summary>
    public static IEnumerable<string> Errors(IConfiguration configuration)
    {
        if (configuration["AnomalyDetector:Endpoint"] is not { Length: > 0 } text)
        {
            yield break;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            yield return "`AnomalyDetector:Endpoint` must be an address such as http://detector.internal:5000.";
            yield break;
        }

        IVolumeDetector? detector = null;
        OpenService(endpoint, ref detector);
        if (detector is null)
        {
            yield return "`AnomalyDetector:Endpoint` is set, but this build has no client for it. "
                + "Build with -p:AnomalyDetectorClient=true, or remove the setting.";
        }
    }

    public static IVolumeDetector Open(IServiceProvider services)
    {
        IVolumeDetector? detector = null;
        if (services.GetRequiredService<IConfiguration>()["AnomalyDetector:Endpoint"] is { Length: > 0 } endpoint)
        {
            OpenService(new Uri(endpoint), ref detector);
        }

        return detector ?? new SpectralVolumeDetector(services.GetRequiredService<VolumeOptions>());
    }

    // The body is in AnomalyDetectorService.cs. A build without that file leaves the detector null.
    static partial void OpenService(Uri endpoint, ref IVolumeDetector? detector);
}

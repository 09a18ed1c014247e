using System.Text.Json;
using Distill.Files;
using Distill.LocalHost.Machine;

namespace Distill.LocalHost.Hosting;

/// <summary>Tells tools and tests, in endpoints.json, where a running host answers.</summary>
internal static class EndpointsFile
{
    public const string Name = "endpoints.json";

    private static readonly JsonSerializerOptions s_written = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // Connection strings hold + and &, which are no danger in a file.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(DataFolder folder, Endpoints endpoints) =>
        DraftFile.Write(folder.File(Name), JsonSerializer.SerializeToUtf8Bytes(endpoints, s_written));

    public static void Remove(DataFolder folder) => File.Delete(folder.File(Name));
}

/// <param name="Pid">The host's process.</param>
/// <param name="Http">Base address, without a slash at its end.</param>
/// <param name="EventHubs">Connection string of the local endpoint; null without one.</param>
/// <param name="Tables">Connection string of the local storage; null when storage is not local: real keys stay where they are.</param>
/// <param name="Blobs">The same connection string, under the name of its other half.</param>
/// <param name="WorkerPid">The worker's process; another one after a crash.</param>
/// <param name="WorkerVersion">Of the worker's package.</param>
/// <param name="Started">When everything was up.</param>
internal sealed record Endpoints(
    int Pid,
    string Http,
    string? EventHubs,
    string? Tables,
    string? Blobs,
    int WorkerPid,
    string WorkerVersion,
    DateTimeOffset Started
);

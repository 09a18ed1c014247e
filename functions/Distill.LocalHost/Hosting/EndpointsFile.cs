using System.Text.Json;
using Distill.Files;
using Distill.LocalHost.Machine;

namespace Distill.LocalHost.Hosting;

/// <summary>Writes endpoints.json, from which tools and tests learn the addresses of a running host.</summary>
internal static class EndpointsFile
{
    public const string Name = "endpoints.json";

    private static readonly JsonSerializerOptions s_written = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // Leave + and & in connection strings unescaped; in a file they do no harm.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(DataFolder folder, Endpoints endpoints) =>
        DraftFile.Write(folder.File(Name), JsonSerializer.SerializeToUtf8Bytes(endpoints, s_written));

    public static void Remove(DataFolder folder) => File.Delete(folder.File(Name));
}

/// <param name="Pid">The host's process id.</param>
/// <param name="Http">The base address, without a slash at its end.</param>
/// <param name="EventHubs">The connection string of the local endpoint; null without one.</param>
/// <param name="Tables">The local storage's connection string. Null if storage is not local, so that no real keys are written.</param>
/// <param name="Blobs">The same connection string again, for blobs.</param>
/// <param name="WorkerPid">The worker's process id. It changes after a crash.</param>
/// <param name="WorkerVersion">The version of the worker's package.</param>
/// <param name="Started">When everything had started.</param>
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

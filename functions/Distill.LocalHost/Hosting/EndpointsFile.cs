using System.Text.Json;

namespace Distill.LocalHost.Hosting;

/// <summary>Tells tools and tests, in endpoints.json, where a running app answers.</summary>
internal static class EndpointsFile
{
    public const string Name = "endpoints.json";

    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // Connection strings hold + and &, which are no danger in a file.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(DataFolder folder, Endpoints endpoints) =>
        AtomicFile.Write(folder.File(Name), JsonSerializer.Serialize(endpoints, Written));

    public static void Remove(DataFolder folder) => File.Delete(folder.File(Name));
}

/// <param name="Pid">The process that answers.</param>
/// <param name="Http">Base address, without a slash at its end.</param>
/// <param name="EventHubs">Connection string of the local endpoint; null without one.</param>
/// <param name="Tables">Connection string of the local storage; null when storage is not local: real keys stay where they are.</param>
/// <param name="Started">When everything was up.</param>
internal sealed record Endpoints(int Pid, string Http, string? EventHubs, string? Tables, DateTimeOffset Started);

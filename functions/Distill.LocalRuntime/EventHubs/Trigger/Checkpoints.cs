using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Distill.LocalRuntime.EventHubs;

/// <summary>How far one consumer group got in each partition of a hub: a small file each.</summary>
internal sealed class Checkpoints
{
    static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    readonly string directory;
    readonly ILogger logger;

    public Checkpoints(string path, string host, string hub, string group, ILogger logger)
    {
        // The host without its port: an endpoint on this machine may come back on another one.
        directory = Path.Combine(path, Name(host), Name(hub), Name(group));
        this.logger = logger;
    }

    public Checkpoint? Load(string partition)
    {
        var path = PathOf(partition);
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<Checkpoint>(File.ReadAllBytes(path), CamelCase);
        }
        catch (JsonException exception)
        {
            // Starting over repeats events, which functions stand; stopping here would lose them.
            EventHubsLog.CheckpointUnreadable(logger, path, exception.Message);
            return null;
        }
    }

    public void Save(string partition, Checkpoint checkpoint)
    {
        Directory.CreateDirectory(directory);
        AtomicFile.Write(PathOf(partition), JsonSerializer.SerializeToUtf8Bytes(checkpoint, CamelCase));
    }

    string PathOf(string partition) => Path.Combine(directory, $"{Name(partition)}.json");

#pragma warning disable CA1308 // A file's name, not a comparison: the same hub in another case has the same checkpoints.
    static string Name(string text) => Uri.EscapeDataString(text.ToLowerInvariant());
#pragma warning restore CA1308
}

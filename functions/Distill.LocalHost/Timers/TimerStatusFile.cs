using System.Text.Json;
using Distill.Files;
using Distill.LocalHost.Logging;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Timers;

/// <summary>Stores a monitored timer's occurrences on disk. So the host notices an occurrence that it missed while it was down.</summary>
internal sealed class TimerStatusFile(string folder, string function, ILogger log)
{
    private static readonly JsonSerializerOptions s_written = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string _path = Path.Combine(folder, Uri.EscapeDataString(function) + ".json");

    /// <summary>Returns the recorded status. Returns null if there is none or it can't be read.</summary>
    public ScheduleStatus? Read()
    {
        if (!File.Exists(_path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<ScheduleStatus>(File.ReadAllText(_path), s_written);
        }
        catch (JsonException e)
        {
            log.TimerStatusUnreadable(e, _path);
            return null;
        }
    }

    public void Write(ScheduleStatus status) => DraftFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(status, s_written));
}

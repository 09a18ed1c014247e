using System.Text.Json;
using Distill.Files;
using Distill.LocalHost.Logging;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Timers;

/// <summary>Keeps a monitored timer's occurrences on disk, so that one missed while the app was down is noticed.</summary>
internal sealed class TimerStatusFile(string folder, string function, ILogger log)
{
    private static readonly JsonSerializerOptions s_written = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string _path = Path.Combine(folder, Uri.EscapeDataString(function) + ".json");

    /// <summary>Null when none was recorded, or when what was can't be read any more.</summary>
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

using System.Buffers;
using System.Text;
using System.Text.Json;
using Distill.Logs.Reading;

namespace Distill.Cli.Replay;

/// <summary>What became of a replay.</summary>
/// <param name="counts">What was sent.</param>
/// <param name="lines">What was read.</param>
/// <param name="took">How long the sending took.</param>
internal sealed class ReplayOutcome(SendCounts counts, EventLines lines, TimeSpan took)
{
    // As of the log audit: one record in a hundred may be unread.
    private const double MaxUnread = 0.01;

    private readonly long _tooLarge = counts.TooLarge + lines.Overlong;

    /// <summary>Whether the hub got what the logs hold: something, and hardly anything is missing.</summary>
    public bool IsWhole =>
        counts.Sent > 0 && lines.Unread + _tooLarge + counts.WithoutAccount <= MaxUnread * (counts.Sent + lines.Unread + _tooLarge + lines.SetAside);

    public string Summary() =>
        $"Sent {counts.Sent:N0} events in {took.TotalSeconds:0.0} s, {counts.Sent / Math.Max(0.001, took.TotalSeconds):N0} a second";

    /// <summary>What was not sent, or will not be taken, and what to do.</summary>
    public IEnumerable<string> Warnings()
    {
        if (counts.Sent == 0)
        {
            yield return "the logs hold no event; name logs that hold calls, or see 'distill audit --explain FILE'";
        }

        if (counts.WithoutAccount > 0)
        {
            yield return $"{counts.WithoutAccount:N0} lines are not JSON or name no account; they were sent, and the service will refuse them";
        }

        if (lines.Unread > 0)
        {
            yield return $"{lines.Unread:N0} records could not be read; they were not sent. Try 'distill audit --explain FILE'.";
        }

        if (lines.SetAside > 0)
        {
            yield return $"{lines.SetAside:N0} records are no calls; they were not sent";
        }

        if (_tooLarge > 0)
        {
            yield return $"{_tooLarge:N0} lines are larger than an event hub takes; they were not sent";
        }
    }

    public string Json()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("sent"u8, counts.Sent);
            json.WriteNumber("seconds"u8, Math.Round(took.TotalSeconds, 3));
            json.WriteNumber("withoutAccount"u8, counts.WithoutAccount);
            json.WriteNumber("unread"u8, lines.Unread);
            json.WriteNumber("setAside"u8, lines.SetAside);
            json.WriteNumber("tooLarge"u8, _tooLarge);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}

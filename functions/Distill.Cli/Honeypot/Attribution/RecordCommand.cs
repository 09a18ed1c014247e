using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Distill.Cli.Desk;
using Distill.Cli.Terminal;
using Distill.Honeypots.Attribution;

namespace Distill.Cli.Honeypot.Attribution;

/// <summary><c>distill honeypot record AUDIT --suspect NAME</c>: sends the result of an attribution test to a deployed API.</summary>
internal static class RecordCommand
{
    // The app takes as much.
    private const int MostBytes = 4 * 1024 * 1024;

    public static Command Create()
    {
        var target = new ApiTarget();
        var file = new Argument<string>("AUDIT") { Description = "The audit.json that 'honeypot audit' wrote." };
        var suspect = new Option<string>("--suspect")
        {
            Required = true,
            HelpName = "NAME",
            Description = "Which model or text was tested, in your words. Pages of clusters show it.",
        };
        var by = new Option<string?>("--by")
        {
            HelpName = "NAME",
            Description = "Who records it. With Entra ID on, the API takes the name from the token.",
        };
        var command = new Command(
            "record",
            "Records the result of an attribution test in a deployed API. Sends figures, clusters, accounts and hashes; no text, no file name."
        )
        {
            file,
            suspect,
            by,
        };
        target.AddTo(command);
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                var test = Read(parsed.GetRequiredValue(file));
                using var api = target.Open(parsed);
                var body = Body(test, parsed.GetRequiredValue(suspect), parsed.GetValue(by));
                var made = await api.PostAsync("honeypots/audits", body, cancellationToken).ConfigureAwait(false);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(Told(made)).ConfigureAwait(false);
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static AttributionRecord Read(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > MostBytes })
        {
            throw new IOException($"{path} has more than {MostBytes:N0} bytes. Give the audit.json that 'honeypot audit' wrote.");
        }

        return AttributionRecordJson.Read(File.ReadAllBytes(path), out var faults)
            ?? throw new IOException($"{path} can't be recorded: {string.Join("; ", faults)}.");
    }

    private static byte[] Body(AttributionRecord test, string suspect, string? by)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("suspect", suspect);
            if (by is not null)
            {
                json.WriteString("by", by);
            }

            json.WritePropertyName("audit");
            json.WriteRawValue(AttributionRecordJson.Write(test));
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    // Of a test that was recorded before, who did it first, and when.
    private static string Told(JsonElement made)
    {
        string[] named =
        [
            .. made.GetProperty("results")
                .EnumerateArray()
                .Where(r => r.GetProperty("named").GetBoolean())
                .Select(r => Line.Of(r.GetProperty("id").GetString())),
        ];
        var at = made.GetProperty("at").GetDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return $"{Line.Of(made.GetProperty("suspect").GetString())}, epoch {made.GetProperty("epoch").GetString()}: recorded by "
            + $"{Line.Of(made.GetProperty("by").GetString())} at {at} UTC. It names {(named.Length == 0 ? "nobody" : string.Join(", ", named))} of "
            + $"{made.GetProperty("clusters")} clusters and {made.GetProperty("accounts")} accounts.";
    }
}

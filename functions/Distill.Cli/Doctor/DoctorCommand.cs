using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using Distill.Cli.Desk;
using Distill.Cli.Terminal;

namespace Distill.Cli.Doctor;

/// <summary><c>distill doctor</c>: checks machine and settings, and says how to mend each.</summary>
internal static class DoctorCommand
{
    private static readonly JsonWriterOptions s_format = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        var target = new ApiTarget();
        var asJson = JsonOption.Create();
        var command = new Command("doctor", "Checks this machine and the settings here, and says how to mend what is wrong.") { asJson };
        target.AddTo(command);
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                CheckResult[] results =
                [
                    .. await MachineChecks.AllAsync(cancellationToken).ConfigureAwait(false),
                    .. SettingsChecks.All(Environment.CurrentDirectory),
                    await ApiCheck.RunAsync(() => target.Open(parsed), target.IsNamed(parsed), cancellationToken).ConfigureAwait(false),
                ];
                await parsed
                    .InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(asJson) ? Json(results) : Text(results))
                    .ConfigureAwait(false);
                return CodeOf(results);
            }
        );
        return command;
    }

    /// <summary>The results, one a line, and below each what to do.</summary>
    public static string Text(IReadOnlyList<CheckResult> results)
    {
        var width = results.Max(r => r.Name.Length);
        var lines = results.Select(r =>
            $"{Mark(r.Health)} {r.Name.PadRight(width)}  {r.Found}" + (r.Fix.Length > 0 ? $"\n  {"".PadRight(width)}  {r.Fix}" : "")
        );
        return string.Join('\n', lines);
    }

    /// <summary>Failed if something is wrong. What only some commands need does not fail.</summary>
    public static int CodeOf(IEnumerable<CheckResult> results) => results.Any(r => r.Health == Health.Bad) ? ExitCode.Failed : ExitCode.Done;

    private static string Mark(Health health) =>
        health switch
        {
            Health.Good => "✓",
            Health.Limited => "!",
            _ => "✗",
        };

    private static string Json(IEnumerable<CheckResult> results)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, s_format))
        {
            json.WriteStartArray();
            foreach (var result in results)
            {
                json.WriteStartObject();
                json.WriteString("check"u8, result.Name);
                json.WriteString("health"u8, result.Health.ToString().ToLowerInvariant());
                json.WriteString("found"u8, result.Found);
                json.WriteString("fix"u8, result.Fix);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Distill.Cli.Terminal;
using Distill.Contracts;

namespace Distill.Cli.Desk;

/// <summary><c>distill decide CLUSTER DECISION --why TEXT</c>.</summary>
internal static class DecideCommand
{
    public static Command Create()
    {
        var target = new ApiTarget();
        var cluster = new Argument<string>("CLUSTER") { Description = "The cluster." };
        var decision = new Argument<string>("DECISION") { Description = "confirm, dismiss, ban_plan, shadow, unshadow or reopen." };
        decision.AcceptOnlyFromAmong("confirm", "dismiss", "ban_plan", "shadow", "unshadow", "reopen");
        var why = new Option<string>("--why")
        {
            Required = true,
            HelpName = "TEXT",
            Description = "The reason. It is kept, and part of each verdict's reasons.",
        };
        var by = new Option<string?>("--by")
        {
            HelpName = "NAME",
            Description = "Who decides. With Entra ID on, the API takes the name from the token.",
        };
        var expires = new Option<string?>("--expires")
        {
            HelpName = "TIME",
            Description = "When it ends, with its zone, such as 2026-12-31T00:00:00Z. Default: a dismissal's usual end; otherwise another decision.",
        };
        var command = new Command("decide", "Decides on a cluster of a deployed API. The verdicts of its members change at once.")
        {
            cluster,
            decision,
            why,
            by,
            expires,
        };
        target.AddTo(command);
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                if (!ClusterId.TryParse(parsed.GetRequiredValue(cluster), null, out var id))
                {
                    throw new UsageException($"'{parsed.GetValue(cluster)}' is no cluster: an id is \"hydra-\" and 12 hexadecimal digits.");
                }

                using var api = target.Open(parsed);
                var body = RequestJson.Of(
                    ("decision", parsed.GetRequiredValue(decision)),
                    ("why", parsed.GetRequiredValue(why)),
                    ("by", parsed.GetValue(by)),
                    ("expires", parsed.GetValue(expires))
                );
                var made = await api.PostAsync($"clusters/{id}/decisions", body, cancellationToken).ConfigureAwait(false);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(Told(made)).ConfigureAwait(false);
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static string Told(JsonElement made)
    {
        var end = made.GetProperty("expires") is { ValueKind: JsonValueKind.String } expires
            ? $", until {expires.GetDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC"
            : "";
        var by = Line.Of(made.GetProperty("by").GetString());
        return $"{made.GetProperty("cluster").GetString()}: {made.GetProperty("decision").GetString()} by {by}{end}.";
    }
}

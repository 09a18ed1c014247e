using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Distill.Cli.Terminal;
using Distill.Contracts;

namespace Distill.Cli.Desk;

/// <summary><c>distill decide SUBJECT DECISION --why TEXT</c>: on a cluster, or on all clusters of an operation.</summary>
internal static class DecideCommand
{
    public static Command Create()
    {
        var target = new ApiTarget();
        var subject = new Argument<string>("SUBJECT") { Description = "The cluster, or the operation: then all of its clusters." };
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
        var command = new Command("decide", "Decides on a cluster or an operation of a deployed API. The verdicts of its members change at once.")
        {
            subject,
            decision,
            why,
            by,
            expires,
        };
        target.AddTo(command);
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                var id = parsed.GetRequiredValue(subject);
                var isOperation = OperationId.TryParse(id, null, out _);
                if (!isOperation && !ClusterId.TryParse(id, null, out _))
                {
                    throw new UsageException(
                        $"'{id}' is no cluster and no operation: an id is \"hydra-\" or \"operation-\" and 12 hexadecimal digits."
                    );
                }

                using var api = target.Open(parsed);
                var body = RequestJson.Of(
                    ("decision", parsed.GetRequiredValue(decision)),
                    ("why", parsed.GetRequiredValue(why)),
                    ("by", parsed.GetValue(by)),
                    ("expires", parsed.GetValue(expires))
                );
                var made = await api.PostAsync($"{(isOperation ? "operations" : "clusters")}/{id}/decisions", body, cancellationToken)
                    .ConfigureAwait(false);
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
        var on = made.GetProperty("cluster").GetString() ?? $"{made.GetProperty("operation").GetString()}, {made.GetProperty("clusters")} clusters";
        return $"{on}: {made.GetProperty("decision").GetString()} by {by}{end}.";
    }
}

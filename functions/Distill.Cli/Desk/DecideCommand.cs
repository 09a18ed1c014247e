using System.CommandLine;
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
        var statement = new StatementOptions(
            "It is kept, and part of each verdict's reasons.",
            "a dismissal's usual end; otherwise another decision"
        );
        var command = new Command("decide", "Decides on a cluster of a deployed API. The verdicts of its members change at once.")
        {
            cluster,
            decision,
        };
        statement.AddTo(command);
        target.AddTo(command);
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                if (!ClusterId.TryParse(parsed.GetRequiredValue(cluster), null, out var id))
                {
                    throw new UsageException($"'{parsed.GetValue(cluster)}' is no cluster: an id is \"hydra-\" and 12 hexadecimal digits.");
                }

                using var api = target.Open(parsed);
                var body = RequestJson.Of([("decision", parsed.GetRequiredValue(decision)), .. statement.Members(parsed)]);
                var made = await api.PostAsync($"clusters/{id}/decisions", body, cancellationToken).ConfigureAwait(false);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(Told(made)).ConfigureAwait(false);
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static string Told(JsonElement made) =>
        $"{made.GetProperty("cluster").GetString()}: {made.GetProperty("decision").GetString()} {StatementOptions.Told(made)}.";
}

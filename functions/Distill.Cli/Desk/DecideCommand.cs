using System.CommandLine;
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
        var statement = new StatementOptions(
            "It is kept, and part of each verdict's reasons.",
            "a dismissal's usual end; otherwise another decision"
        );
        var command = new Command("decide", "Decides on a cluster or an operation of a deployed API. The verdicts of its members change at once.")
        {
            subject,
            decision,
        };
        statement.AddTo(command);
        target.AddTo(command);
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                var id = parsed.GetRequiredValue(subject);
                var isOperation = OperationId.TryParse(id, null, out _);
                if (!isOperation && !ClusterId.TryParse(id, null, out _))
                {
                    throw new UsageException(
                        $"'{id}' is no cluster and no operation: an id is \"hydra-\" or \"operation-\" and 12 hexadecimal digits. "
                            + "'distill clusters' lists them."
                    );
                }

                using var api = target.Open(parsed);
                var body = RequestJson.Of([("decision", parsed.GetRequiredValue(decision)), .. statement.Members(parsed)]);
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
        var on = made.GetProperty("cluster").GetString() ?? $"{made.GetProperty("operation").GetString()}, {made.GetProperty("clusters")} clusters";
        return $"{on}: {made.GetProperty("decision").GetString()} {StatementOptions.Told(made)}.";
    }
}

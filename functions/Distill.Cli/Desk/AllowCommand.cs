using System.CommandLine;
using System.Text.Json;
using Distill.Cli.Terminal;

namespace Distill.Cli.Desk;

/// <summary><c>distill allow KIND VALUE --why TEXT</c>.</summary>
internal static class AllowCommand
{
    public static Command Create()
    {
        var target = new ApiTarget();
        var kind = new Argument<string>("KIND") { Description = "network, card or business." };
        kind.AcceptOnlyFromAmong("network", "card", "business");
        var value = new Argument<string>("VALUE")
        {
            Description = "A network such as 203.0.113.0/24, a card as events name it, or a business's own mail domain.",
        };
        var statement = new StatementOptions("It is kept, and shown wherever the entry counts.", "the usual end of decisions");
        var lift = new Option<bool>("--lift") { Description = "End it now." };
        var command = new Command("allow", "Puts a network, a card or a business on the allow-list of a deployed API. The next run counts it.")
        {
            kind,
            value,
            lift,
        };
        statement.AddTo(command);
        target.AddTo(command);
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                using var api = target.Open(parsed);
                var body = RequestJson.Of([
                    ("kind", parsed.GetRequiredValue(kind)),
                    ("value", parsed.GetRequiredValue(value)),
                    ("action", parsed.GetValue(lift) ? "lift" : "allow"),
                    .. statement.Members(parsed),
                ]);
                var made = await api.PostAsync("allowlist", body, cancellationToken).ConfigureAwait(false);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(Told(made)).ConfigureAwait(false);
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static string Told(JsonElement made)
    {
        var (kind, action) = (made.GetProperty("kind").GetString(), made.GetProperty("action").GetString());
        return $"{kind} {Line.Of(made.GetProperty("value").GetString())}: {action} {StatementOptions.Told(made)}.";
    }
}

using System.CommandLine;
using System.Globalization;
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
        var why = new Option<string>("--why")
        {
            Required = true,
            HelpName = "TEXT",
            Description = "The reason. It is kept, and shown wherever the entry counts.",
        };
        var by = new Option<string?>("--by")
        {
            HelpName = "NAME",
            Description = "Who decides. With Entra ID on, the API takes the name from the token.",
        };
        var expires = new Option<string?>("--expires")
        {
            HelpName = "TIME",
            Description = "When it ends, with its zone, such as 2026-12-31T00:00:00Z. Default: the usual end of decisions.",
        };
        var lift = new Option<bool>("--lift") { Description = "End it now." };
        var command = new Command("allow", "Puts a network, a card or a business on the allow-list of a deployed API. The next run counts it.")
        {
            kind,
            value,
            why,
            by,
            expires,
            lift,
        };
        target.AddTo(command);
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                using var api = target.Open(parsed);
                var body = RequestJson.Of(
                    ("kind", parsed.GetRequiredValue(kind)),
                    ("value", parsed.GetRequiredValue(value)),
                    ("action", parsed.GetValue(lift) ? "lift" : "allow"),
                    ("why", parsed.GetRequiredValue(why)),
                    ("by", parsed.GetValue(by)),
                    ("expires", parsed.GetValue(expires))
                );
                var made = await api.PostAsync("allowlist", body, cancellationToken).ConfigureAwait(false);
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
        return $"{made.GetProperty("kind").GetString()} {Line.Of(made.GetProperty("value").GetString())}: {made.GetProperty("action").GetString()} by {by}{end}.";
    }
}

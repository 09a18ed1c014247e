using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Distill.Cli.Terminal;

namespace Distill.Cli.Desk;

/// <summary>The options that every decision has: why, by whom, and until when.</summary>
/// <param name="kept">What becomes of the reason, as a sentence.</param>
/// <param name="usualEnd">When it ends if nobody says so.</param>
internal sealed class StatementOptions(string kept, string usualEnd)
{
    private readonly Option<string> _why = new("--why")
    {
        Required = true,
        HelpName = "TEXT",
        Description = $"The reason. {kept}",
    };

    private readonly Option<string?> _by = new("--by")
    {
        HelpName = "NAME",
        Description = "Who decides. Default: a key holder. With Entra ID on, the API takes the name from the token.",
    };

    private readonly Option<string?> _expires = new("--expires")
    {
        HelpName = "TIME",
        Description = $"When it ends, with its zone, such as 2026-12-31T00:00:00Z. Default: {usualEnd}.",
    };

    public void AddTo(Command command)
    {
        command.Add(_why);
        command.Add(_by);
        command.Add(_expires);
    }

    /// <summary>What the options say, as members of a request.</summary>
    public IEnumerable<(string Name, string? Value)> Members(ParseResult parsed) =>
        [("why", parsed.GetRequiredValue(_why)), ("by", parsed.GetValue(_by)), ("expires", parsed.GetValue(_expires))];

    /// <summary>Who decided and until when, as an answer of the API says.</summary>
    public static string Told(JsonElement made)
    {
        var end = made.GetProperty("expires") is { ValueKind: JsonValueKind.String } expires
            ? $", until {expires.GetDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC"
            : "";
        return $"by {Line.Of(made.GetProperty("by").GetString())}{end}";
    }
}

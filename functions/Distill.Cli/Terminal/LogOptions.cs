using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using System.Text;
using Distill.Core.Events;
using Distill.Logs.Formats;
using Distill.Logs.Reading;
using Distill.Logs.Sources;

namespace Distill.Cli.Terminal;

/// <summary>The options that say how logs are read: their format, where the account stands, and which part of them counts.</summary>
internal sealed class LogOptions
{
    private readonly Option<string?> _format = new("--format")
    {
        HelpName = "NAME",
        Description = $"The format of all files, where their content does not tell: {string.Join(", ", FormatChoice.Names)}.",
        CompletionSources = { _ => FormatChoice.Names.Select(n => new CompletionItem(n)) },
    };

    private readonly Option<string?> _map = new("--map")
    {
        HelpName = "FILE",
        Description = "A mapping for another format: JSON that says where each field stands (docs/log-formats.md).",
    };

    private readonly Option<string?> _account = new("--account-from")
    {
        HelpName = "PATH",
        Description = "Where a record says who called, such as metadata.user_id or an attribute's name. It replaces the format's own place.",
    };

    private readonly Option<string?> _since = new("--since")
    {
        HelpName = "TIME",
        Description = "Leave out calls before this time: 2026-04-20, or 2026-04-20T06:00:00Z. UTC, if no zone is given.",
    };

    private readonly Option<string?> _until = new("--until")
    {
        HelpName = "TIME",
        Description = "Leave out calls from this time on, and what is said of accounts later.",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_format);
        command.Add(_map);
        command.Add(_account);
        command.Add(_since);
        command.Add(_until);
    }

    /// <summary>Returns the files that the user's names stand for.</summary>
    /// <exception cref="IOException">A name stands for no file.</exception>
    public static IReadOnlyList<string> Files(IEnumerable<string> names) => LogSources.Expand(names);

    /// <exception cref="UsageException">An option is wrong.</exception>
    /// <exception cref="IOException">The mapping can't be read.</exception>
    public FormatChoice Formats(ParseResult parsed)
    {
        try
        {
            return FormatChoice.Of(parsed.GetValue(_format), parsed.GetValue(_map), parsed.GetValue(_account));
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message, e);
        }
    }

    /// <exception cref="UsageException">A time can't be read, or the period is empty.</exception>
    public Period Period(ParseResult parsed)
    {
        var period = new Period(Time(parsed, _since), Time(parsed, _until));
        return period.Since >= period.Until ? throw new UsageException("--since must be before --until.") : period;
    }

    private static DateTimeOffset? Time(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text)
        {
            return null;
        }

        foreach (var form in new[] { text, text + "Z" })
        {
            if (EventTime.TryParseDate(Encoding.UTF8.GetBytes(form), out var time))
            {
                return time;
            }
        }

        throw new UsageException(
            string.Create(CultureInfo.InvariantCulture, $"{option.Name} is '{text}'; it must be a time such as 2026-04-20 or 2026-04-20T06:00:00Z.")
        );
    }
}

using System.CommandLine;

namespace Distill.Cli.Terminal;

/// <summary>The log files that a command reads.</summary>
internal static class LogFilesArgument
{
    public static Argument<string[]> Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Arity = ArgumentArity.OneOrMore,
            Description = "Logs of events, one JSON object on each line, .jsonl or .jsonl.gz. The lines may be in any order.",
        };
        files.Validators.Add(result =>
        {
            // Otherwise a mistyped option would be taken for a file.
            if (result.Tokens.FirstOrDefault(t => t.Value.StartsWith("--", StringComparison.Ordinal)) is { } option)
            {
                result.AddError($"There is no option {option.Value}.");
            }
        });
        return files;
    }
}

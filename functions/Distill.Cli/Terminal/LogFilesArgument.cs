using System.CommandLine;

namespace Distill.Cli.Terminal;

/// <summary>The log files that a command reads.</summary>
internal static class LogFilesArgument
{
    /// <param name="arity">How many are needed.</param>
    public static Argument<string[]> Create(ArgumentArity? arity = null)
    {
        var files = new Argument<string[]>("FILE")
        {
            Arity = arity ?? ArgumentArity.OneOrMore,
            Description =
                "Logs: files, folders, patterns such as 'logs/**/*.gz', or - for standard input. JSON lines, JSON, CSV, Parquet or OTLP protobuf, "
                + "plain, gzip or zstd, in any order.",
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

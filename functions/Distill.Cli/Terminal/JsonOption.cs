using System.CommandLine;

namespace Distill.Cli.Terminal;

/// <summary>The option <c>--json</c>: the result for programs.</summary>
internal static class JsonOption
{
    public static Option<bool> Create() => new("--json") { Description = "Print the result as JSON, for programs." };
}

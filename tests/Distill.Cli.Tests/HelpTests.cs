using System.CommandLine;
using Distill.Cli.Terminal;

namespace Distill.Cli.Tests;

public sealed class HelpTests
{
    public static TheoryData<string> Commands => [.. All(DistillCommandLine.Create(), "").Select(c => c.Path)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_NamesEverySubcommandArgumentAndOption(string path)
    {
        var command = All(DistillCommandLine.Create(), "").Single(c => c.Path == path).Command;

        var (code, output, error) = await Cli.RunAsync([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal((ExitCode.Done, ""), (code, error));
        Assert.All(command.Subcommands, c => Assert.Contains(c.Name, output, StringComparison.Ordinal));
        Assert.All(command.Arguments, a => Assert.Contains($"<{a.Name}>", output, StringComparison.Ordinal));
        Assert.All(command.Options, o => Assert.Contains(o.Name, output, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Descriptions_AreSentences(string path)
    {
        var command = All(DistillCommandLine.Create(), "").Single(c => c.Path == path).Command;
        var own = command.Options.Where(o => o.GetType() != typeof(VersionOption) && o is not System.CommandLine.Help.HelpOption);

        Symbol[] symbols = [command, .. command.Arguments, .. own];
        Assert.All(symbols, s => Assert.EndsWith(".", s.Description, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Path, Command Command)> All(Command command, string path) =>
        command.Subcommands.SelectMany(c => All(c, $"{path} {c.Name}".TrimStart())).Prepend((path, command));
}

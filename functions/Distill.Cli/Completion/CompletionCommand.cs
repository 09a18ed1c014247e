using System.CommandLine;
using Distill.Cli.Terminal;

namespace Distill.Cli.Completion;

/// <summary><c>distill completion SHELL</c>: prints what makes a shell complete the names of commands and options.</summary>
internal static class CompletionCommand
{
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "The shell: bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong([.. CompletionScript.Shells]);
        var command = new Command("completion", "Prints a script that makes a shell complete commands, options and their values.") { shell };
        command.OnRun(
            async (parsed, _) =>
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(CompletionScript.Of(parsed.GetRequiredValue(shell))).ConfigureAwait(false);
                return ExitCode.Done;
            }
        );
        return command;
    }
}

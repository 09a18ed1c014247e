using System.CommandLine;
using System.CommandLine.Invocation;
using Distill.Cli.Demo;
using Distill.Cli.Evaluate;
using Distill.Cli.Honeypot;
using Distill.Cli.LogAudit;
using Distill.Cli.Replay;
using Distill.Cli.Simulate;
using Distill.Cli.Terminal;

namespace Distill.Cli;

/// <summary>The <c>distill</c> command line.</summary>
internal static class DistillCommandLine
{
    // From Ctrl-C on: the demo's host drains first, and that takes as long as it takes.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    public static RootCommand Create() =>
        new("Finds clusters of accounts that distil a model together, and says why.")
        {
            LogAuditCommand.Create(),
            ReplayCommand.Create(),
            SimulateCommand.Create(),
            EvaluateCommand.Create(),
            HoneypotCommand.Create(),
            DemoCommand.Create(),
        };

    /// <summary>Parses and runs <paramref name="args"/>; gives the exit code, one of <see cref="ExitCode"/>.</summary>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var parsed = Create().Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            var command = parsed.CommandResult.Command is RootCommand ? "distill" : $"distill {parsed.CommandResult.Command.Name}";
            var message = string.Join(' ', parsed.Errors[0].Message.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
            error.WriteLine($"distill: {message} See '{command} --help'.");
            return Task.FromResult(ExitCode.Usage);
        }

        return parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = s_patience,
            }
        );
    }
}

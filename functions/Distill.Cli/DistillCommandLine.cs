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
    // After Ctrl-C. The demo's host finishes its work first, which can take minutes.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    public static RootCommand Create() =>
        new("Finds clusters of accounts that distil a language model together, and says why.")
        {
            LogAuditCommand.Create(),
            ReplayCommand.Create(),
            SimulateCommand.Create(),
            EvaluateCommand.Create(),
            HoneypotCommand.Create(),
            DemoCommand.Create(),
        };

    /// <summary>Parses and runs <paramref name="args"/>. Returns one of <see cref="ExitCode"/>.</summary>
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

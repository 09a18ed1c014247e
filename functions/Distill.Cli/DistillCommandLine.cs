using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Distill.Cli.Completion;
using Distill.Cli.Demo;
using Distill.Cli.Desk;
using Distill.Cli.Doctor;
using Distill.Cli.Dossier;
using Distill.Cli.Evaluate;
using Distill.Cli.Honeypot;
using Distill.Cli.Keys;
using Distill.Cli.LogAudit;
using Distill.Cli.Replay;
using Distill.Cli.Resellers;
using Distill.Cli.Sharing;
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
            ResellersCommand.Create(),
            ShareCommand.Create(),
            DossierCommand.Create(),
            KeysCommand.Create(),
            ClustersCommand.Create(),
            SearchCommand.Create(),
            DecideCommand.Create(),
            DecisionsCommand.Create(),
            AllowCommand.Create(),
            DemoCommand.Create(),
            DoctorCommand.Create(),
            CompletionCommand.Create(),
        };

    /// <summary>Parses and runs <paramref name="args"/>. Returns one of <see cref="ExitCode"/>.</summary>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var parsed = Create().Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            var message = string.Join(' ', parsed.Errors[0].Message.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
            return Refuse(parsed, message, error);
        }

        // An unset variable in a script gives an empty word.
        if (parsed.Tokens.Any(token => token.Value.Length == 0))
        {
            return Refuse(parsed, "A word of the command line is empty. Give a value, or leave the option out.", error);
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

    private static Task<int> Refuse(ParseResult parsed, string message, TextWriter error)
    {
        List<string> names = [];
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Command: not RootCommand } command; at = at.Parent)
        {
            names.Insert(0, command.Command.Name);
        }

        error.WriteLine($"distill: {message} See '{string.Join(' ', ["distill", .. names])} --help'.");
        return Task.FromResult(ExitCode.Usage);
    }
}

using System.CommandLine;
using Distill.Cli.Honeypot.Audit;
using Distill.Cli.Honeypot.Evaluate;

namespace Distill.Cli.Honeypot;

/// <summary><c>distill honeypot</c>: marks in what leaves, and what they show.</summary>
internal static class HoneypotCommand
{
    public static Command Create() =>
        new("honeypot", "Marks answers to suspect accounts, and keeps the evidence.")
        {
            KeygenCommand.Create(),
            CommitCommand.Create(),
            MarkCommand.Create(),
            MarkFileCommand.Create(),
            VerifyCommand.Create(),
            ProbeCommand.Create(),
            SuspectAuditCommand.Create(),
            HoneypotEvaluateCommand.Create(),
        };
}

using System.CommandLine;
using Distill.Cli.Honeypot.Attribution;
using Distill.Cli.Honeypot.Evaluate;
using Distill.Cli.Honeypot.Keys;
using Distill.Cli.Honeypot.Marking;
using Distill.Cli.Honeypot.Transparency;

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
            AttributionCommand.Create(),
            HoneypotEvaluateCommand.Create(),
        };
}

using System.CommandLine;
using Distill.Cli.Honeypot.Attribution;
using Distill.Cli.Honeypot.Evaluate;
using Distill.Cli.Honeypot.Identify;
using Distill.Cli.Honeypot.Keys;
using Distill.Cli.Honeypot.Marking;
using Distill.Cli.Honeypot.Probe;
using Distill.Cli.Honeypot.Transparency;

namespace Distill.Cli.Honeypot;

/// <summary><c>distill honeypot</c>: marks answers, and tests suspect models for the marks.</summary>
internal static class HoneypotCommand
{
    public static Command Create() =>
        new("honeypot", "Marks answers to suspect accounts, keeps a transparency log of them, and tests suspect models for the marks.")
        {
            KeygenCommand.Create(),
            CommitCommand.Create(),
            MarkCommand.Create(),
            MarkFileCommand.Create(),
            VerifyCommand.Create(),
            ProbeCommand.Create(),
            IdentifyCommand.Create(),
            AttributionCommand.Create(),
            RecordCommand.Create(),
            HoneypotEvaluateCommand.Create(),
        };
}

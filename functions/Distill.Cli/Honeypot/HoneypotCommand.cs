using System.CommandLine;

namespace Distill.Cli.Honeypot;

/// <summary><c>distill honeypot</c>: marks in what leaves, and what they show.</summary>
internal static class HoneypotCommand
{
    public static Command Create() => new("honeypot", "Marks answers to suspect accounts, and keeps the evidence.")
    {
        KeygenCommand.Create(),
        CommitCommand.Create(),
        MarkCommand.Create(),
        MarkFileCommand.Create(),
        VerifyCommand.Create(),
    };
}

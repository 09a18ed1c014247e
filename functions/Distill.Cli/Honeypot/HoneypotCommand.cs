using System.CommandLine;

namespace Distill.Cli.Honeypot;

/// <summary><c>honeypot</c>: marks in what leaves, and what they show.</summary>
internal static class HoneypotCommand
{
    public static Command Create() => new("honeypot", "Marks answers to suspect accounts, and shows what a clone learned from them.");
}

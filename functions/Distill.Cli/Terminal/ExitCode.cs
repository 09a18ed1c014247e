namespace Distill.Cli.Terminal;

/// <summary>The exit codes of the process.</summary>
internal static class ExitCode
{
    /// <summary>The command ran, whatever it found, and what it read can bear the answer.</summary>
    public const int Done = 0;

    /// <summary>The command failed: a file that can't be read, a connection, a step of the demo.</summary>
    public const int Failed = 1;

    /// <summary>The options are wrong.</summary>
    public const int Usage = 2;

    /// <summary>The command ran, but what it read can't bear an answer: too much was unread, missing or too little.</summary>
    public const int NoAnswer = 3;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Interrupted = 130;
}

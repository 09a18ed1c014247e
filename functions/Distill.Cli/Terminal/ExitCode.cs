namespace Distill.Cli.Terminal;

/// <summary>The exit codes of the process.</summary>
internal static class ExitCode
{
    /// <summary>The command ran, whatever it found.</summary>
    public const int Done = 0;

    /// <summary>The command failed: a file, a connection, a step of the demo.</summary>
    public const int Failed = 1;

    /// <summary>The options are wrong.</summary>
    public const int Usage = 2;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Interrupted = 130;
}

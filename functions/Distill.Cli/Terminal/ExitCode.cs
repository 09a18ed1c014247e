namespace Distill.Cli.Terminal;

/// <summary>What the process says to its caller.</summary>
internal static class ExitCode
{
    /// <summary>It ran, whatever it found.</summary>
    public const int Done = 0;

    /// <summary>It could not: a file, a connection, a step of the demo.</summary>
    public const int Failed = 1;

    /// <summary>The options are wrong.</summary>
    public const int Usage = 2;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Interrupted = 130;
}

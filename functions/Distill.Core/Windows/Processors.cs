namespace Distill.Core.Windows;

/// <summary>How many processors a step of the run uses.</summary>
internal static class Processors
{
    /// <summary>All processors, and one thread each: every thread has tables of its own.</summary>
    public static ParallelOptions All { get; } = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    /// <summary>Only the calling thread.</summary>
    public static ParallelOptions One { get; } = new() { MaxDegreeOfParallelism = 1 };
}

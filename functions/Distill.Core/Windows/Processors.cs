namespace Distill.Core.Windows;

/// <summary>How a run is spread over the processors.</summary>
internal static class Processors
{
    /// <summary>All of them, and no more threads than that: each has tables of its own.</summary>
    public static ParallelOptions All { get; } = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    /// <summary>One: the calling thread alone.</summary>
    public static ParallelOptions One { get; } = new() { MaxDegreeOfParallelism = 1 };
}

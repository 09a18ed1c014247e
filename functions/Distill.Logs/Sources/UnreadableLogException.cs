namespace Distill.Logs.Sources;

/// <summary>A file that is there but is no log that can be read. The others may still be read.</summary>
/// <param name="file">The file.</param>
/// <param name="why">What it is instead, and what to do: one or more sentences.</param>
public sealed class UnreadableLogException(string file, string why) : IOException($"Can't read {file}. {why}")
{
    /// <summary>What the file is instead, and what to do.</summary>
    public string Why => why;
}

namespace Distill.Core.Signals;

/// <summary>Lines of a list that say nothing that its kind can hold. They are left out.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Count">How many there are.</param>
/// <param name="First">Numbers of the first few, from 1.</param>
public sealed record BadListLines(string Name, int Count, IReadOnlyList<int> First)
{
    /// <summary>One sentence, without the lines' text.</summary>
    public override string ToString() =>
        $"{Name}: {Count} line{(Count == 1 ? "" : "s")} can't be read and {(Count == 1 ? "is" : "are")} left out "
        + $"(line{(Count == 1 ? "" : "s")} {string.Join(", ", First)}{(Count > First.Count ? ", ..." : "")}).";
}

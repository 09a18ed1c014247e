namespace Distill.Core.Signals;

/// <summary>Lines of a list that can't be read for its kind. They are left out.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Count">Number of such lines.</param>
/// <param name="First">Line numbers of the first few, from 1.</param>
public sealed record BadListLines(string Name, int Count, IReadOnlyList<int> First)
{
    /// <summary>Describes the lines in one sentence, without their text.</summary>
    public override string ToString() =>
        $"{Name}: {Count} line{(Count == 1 ? "" : "s")} can't be read and {(Count == 1 ? "is" : "are")} left out "
        + $"(line{(Count == 1 ? "" : "s")} {string.Join(", ", First)}{(Count > First.Count ? ", ..." : "")}).";
}

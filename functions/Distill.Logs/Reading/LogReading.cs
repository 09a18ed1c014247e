using Distill.Logs.Traffic;

namespace Distill.Logs.Reading;

/// <summary>What was read of some files.</summary>
/// <param name="Log">The events.</param>
/// <param name="Files">How each file was read, in their order.</param>
public sealed record LogReading(TrafficLog Log, IReadOnlyList<ReadFile> Files)
{
    /// <summary>The share of the files that could not be read at all, by bytes. A pipe has no length, so it counts as everything.</summary>
    public double UnreadFilesShare
    {
        get
        {
            var unread = Files.Where(f => f.Problem is not null).ToArray();
            return unread.Any(f => f.Bytes == 0) ? 1 : (double)unread.Sum(f => f.Bytes) / Math.Max(1, Files.Sum(f => f.Bytes));
        }
    }
}

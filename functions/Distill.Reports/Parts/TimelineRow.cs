using Distill.Reports.Words;

namespace Distill.Reports.Parts;

/// <summary>A row of a timeline: an entry, or several that say nothing apart.</summary>
/// <param name="Marks">The entries, oldest first.</param>
public sealed record TimelineRow(IReadOnlyList<TimelineMark> Marks)
{
    // The share of the members by which a change says something alone: a tenth.
    private const double Telling = 0.1;

    // Fewest entries that are worth folding.
    private const int Fewest = 3;

    public DateTimeOffset Time => Marks[^1].Time;

    public bool IsFolded => Marks.Count > 1;

    /// <summary>What the row says.</summary>
    public string What =>
        IsFolded
            ? $"{Shown.Count(Marks.Count, "small change")} of the members; {Shown.Count(Marks[^1].Members!.Value, "account")} now."
            : Marks[0].What;

    /// <summary>Folds changes of the number of members by less than a tenth, if at least three follow each other.</summary>
    public static IReadOnlyList<TimelineRow> Of(IReadOnlyList<TimelineMark> marks)
    {
        var rows = new List<TimelineRow>();
        var small = new List<TimelineMark>();
        int? before = null;
        foreach (var mark in marks)
        {
            var isSmall = mark.Members is { } now && before is { } was && Math.Abs(now - was) < Telling * Math.Max(now, was) && !mark.ByPerson;
            before = mark.Members ?? before;
            if (!isSmall)
            {
                Close();
                rows.Add(new TimelineRow([mark]));
            }
            else
            {
                small.Add(mark);
            }
        }

        Close();
        return rows;

        void Close()
        {
            rows.AddRange(small.Count >= Fewest ? [new TimelineRow([.. small])] : small.Select(m => new TimelineRow([m])));
            small.Clear();
        }
    }
}

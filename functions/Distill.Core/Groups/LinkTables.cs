using Distill.Statistics;

namespace Distill.Core.Groups;

/// <summary>Reusable tables to weigh links with.</summary>
internal sealed class LinkTables
{
    private int[] _traits = [],
        _established = [];

    public KeyCounts Framings { get; } = new();

    public KeyCounts Popular { get; } = new();

    public KeyCounts Mates { get; } = new();

    public KeyCounts Weighed { get; } = new();

    public List<double> Weights { get; } = [];

    /// <summary>Numbers of the traits with a count, so that the next use can reset them.</summary>
    public List<int> Counted { get; } = [];

    public List<long> Births { get; } = [];

    /// <summary>Returns the counts of traits by number, of all members and of established ones, all 0.</summary>
    public (int[] All, int[] Established) ClearedTraits(int traits)
    {
        if (_traits.Length < traits)
        {
            (_traits, _established) = (new int[traits], new int[traits]);
        }
        else
        {
            foreach (var trait in Counted)
            {
                (_traits[trait], _established[trait]) = (0, 0);
            }
        }

        Counted.Clear();
        return (_traits, _established);
    }
}

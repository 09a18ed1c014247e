using Distill.Statistics;

namespace Distill.Core.Groups;

/// <summary>Reusable tables to weigh links with.</summary>
internal sealed class LinkTables
{
    private int[] _traits = [];

    public KeyCounts Framings { get; } = new();

    public KeyCounts Popular { get; } = new();

    public KeyCounts Mates { get; } = new();

    public KeyCounts Weighed { get; } = new();

    public List<double> Weights { get; } = [];

    /// <summary>Numbers of the traits with a count, so that the next use can reset them.</summary>
    public List<int> Counted { get; } = [];

    public List<long> Births { get; } = [];

    public List<long> EstablishedBirths { get; } = [];

    /// <summary>Returns the counts of traits by number, all 0.</summary>
    public int[] ClearedTraits(int traits)
    {
        if (_traits.Length < traits)
        {
            _traits = new int[traits];
        }
        else
        {
            foreach (var trait in Counted)
            {
                _traits[trait] = 0;
            }
        }

        Counted.Clear();
        return _traits;
    }
}

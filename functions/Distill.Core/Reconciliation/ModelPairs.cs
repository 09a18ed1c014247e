using System.Runtime.InteropServices;

namespace Distill.Core.Reconciliation;

/// <summary>
/// Which of the reseller's model names stands for which of ours. Names differ, so they are learned from calls that agree in all else.
/// </summary>
internal sealed class ModelPairs
{
    // Fewest calls that agree, and the share of all that agree for the reseller's name, for two names to mean one model.
    private const int MinCalls = 3;
    private const double MinShare = 0.2;

    private readonly HashSet<(string Ours, string Theirs)> _pairs = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>The reseller's names that stand for a model of ours.</summary>
    public IReadOnlySet<string> Known => _known;

    public bool AreSame(string ours, string theirs) => _pairs.Contains((ours, theirs));

    /// <summary>Learns from calls with the same token counts within the offset. Equal names always mean one model.</summary>
    public static ModelPairs Learn(CallLogSide ours, CallLogSide theirs, ClockOffset offset)
    {
        var counts = new Dictionary<(string Ours, string Theirs), int>();
        foreach (var theirCall in theirs.Calls.Where(c => c.HasTokens))
        {
            foreach (var i in ours.Same(theirCall, theirCall.Micros - offset.High, theirCall.Micros - offset.Low))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, (ours.Calls[i].Model, theirCall.Model), out _)++;
            }
        }

        var pairs = new ModelPairs();
        var own = ours.Calls.Select(c => c.Model).ToHashSet(StringComparer.Ordinal);
        foreach (var name in theirs.Calls.Select(c => c.Model).ToHashSet(StringComparer.Ordinal).Where(own.Contains))
        {
            pairs.Add(name, name);
        }

        foreach (var name in counts.GroupBy(c => c.Key.Theirs))
        {
            var all = name.Sum(c => c.Value);
            foreach (var ((ourName, theirName), count) in name.Where(c => c.Value >= MinCalls && c.Value >= MinShare * all))
            {
                pairs.Add(ourName, theirName);
            }
        }

        return pairs;
    }

    private void Add(string ours, string theirs)
    {
        _pairs.Add((ours, theirs));
        _known.Add(theirs);
    }
}

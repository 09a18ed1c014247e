using Distill.Contracts;
using Distill.Contracts.Verdicts;

namespace Distill.Core.Resellers;

/// <summary>A flagged cluster with accounts that call through a channel.</summary>
/// <param name="Id">The cluster.</param>
/// <param name="Level">Its level.</param>
/// <param name="Here">How many of its accounts call through this channel.</param>
/// <param name="Accounts">How many accounts it has in all.</param>
/// <param name="AlsoThrough">The other channels through which its accounts call, such as <c>cloud:bedrock</c>, in order.</param>
public sealed record SeenCluster(ClusterId Id, VerdictLevel Level, int Here, int Accounts, IReadOnlyList<string> AlsoThrough)
{
    // Most clusters of a channel that are told: those with the most accounts here.
    private const int MostTold = 100;

    /// <summary>Returns the flagged clusters of each channel, those with the most accounts here first.</summary>
    internal static Dictionary<Channel, IReadOnlyList<SeenCluster>> Of(ChannelUse use, ReviewSource source)
    {
        var clusters = source.Clusters.ToDictionary(c => c.Id);
        var through = new Dictionary<ClusterId, SortedDictionary<Channel, int>>();
        foreach (var (channel, accounts) in use.Channels)
        {
            foreach (var own in accounts.Where(a => a.IsFlagged && a.Cluster is not null).CountBy(a => a.Cluster!.Value))
            {
                if (!through.TryGetValue(own.Key, out var channels))
                {
                    through.Add(own.Key, channels = []);
                }

                channels.Add(channel, own.Value);
            }
        }

        return use.Channels.Keys.ToDictionary(
            channel => channel,
            channel =>
                (IReadOnlyList<SeenCluster>)
                    [
                        .. through
                            .Where(c => c.Value.ContainsKey(channel))
                            .OrderByDescending(c => c.Value[channel])
                            .ThenBy(c => c.Key)
                            .Take(MostTold)
                            .Select(c => new SeenCluster(
                                c.Key,
                                clusters.GetValueOrDefault(c.Key)?.Level ?? VerdictLevel.Suspect,
                                c.Value[channel],
                                clusters.GetValueOrDefault(c.Key)?.Size ?? c.Value[channel],
                                [.. c.Value.Keys.Where(other => other != channel).Select(other => other.ToString())]
                            )),
                    ]
        );
    }
}

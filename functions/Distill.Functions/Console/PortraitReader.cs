using Distill.Contracts;
using Distill.Functions.Storage;
using Distill.Reports.Parts;

namespace Distill.Functions.Console;

/// <summary>
/// Reads portraits, and keeps those that people look at: that of a large cluster takes a while to read, and each page of its members and accounts
/// needs it. They hold until the next run publishes.
/// </summary>
public sealed class PortraitReader(PortraitTable table)
{
    // Portraits that are kept. One of ten thousand members takes some megabytes.
    private const int Most = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<ClusterId, ShownPortrait> _kept = [];
    private Hour? _hour;

    /// <summary>A cluster's portrait, without its members' calls; null if there is none.</summary>
    internal async Task<ShownPortrait?> FindAsync(ConsoleState state, ClusterId cluster, CancellationToken cancellationToken)
    {
        var hour = state.Ledger.Head.Hour;
        lock (_gate)
        {
            if (_hour != hour)
            {
                _kept.Clear();
                _hour = hour;
            }

            if (_kept.TryGetValue(cluster, out var kept))
            {
                return kept;
            }
        }

        var portrait = await table.FindAsync(cluster, cancellationToken) is { } found ? new ShownPortrait(found) : null;
        lock (_gate)
        {
            if (portrait is not null && _hour == hour)
            {
                if (_kept.Count >= Most)
                {
                    _kept.Clear();
                }

                _kept[cluster] = portrait;
            }
        }

        return portrait;
    }

    /// <summary>A member's calls by hour; null if its cluster has no portrait of it.</summary>
    internal async Task<MemberCalls?> FindCallsAsync(ConsoleState state, ClusterId cluster, AccountId account, CancellationToken cancellationToken) =>
        await FindAsync(state, cluster, cancellationToken) is { } portrait
            ? await table.FindCallsAsync(portrait.Portrait, account, cancellationToken)
            : null;
}

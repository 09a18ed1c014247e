using Distill.Core;
using Distill.Core.Events;
using Distill.Core.Resellers;
using Distill.Core.Signals;
using Distill.Logs.Replay;

namespace Distill.Cli.LogAudit;

/// <summary>Reviews resellers and clouds by what the last run of a replay saw.</summary>
internal static class LastReview
{
    /// <param name="replay">The replay.</param>
    /// <param name="state">What its last run said.</param>
    /// <param name="lists">Published lists.</param>
    /// <param name="attestations">What resellers attest.</param>
    /// <returns>The review; null when there was no run.</returns>
    public static ResellerReview? Of(LogReplay replay, CorrelationState state, NetworkLists lists, IReadOnlyList<AttestationRecord> attestations)
    {
        using var population = replay.LastPopulation();
        if (population is null)
        {
            return null;
        }

        foreach (var attestation in attestations)
        {
            population.Add(attestation);
        }

        return ResellerReview.Of(
            new ReviewSource(population, state.Watermark!.Value)
            {
                Verdicts = state.Verdicts,
                Clusters = state.Clusters,
                CommonValues = state.CommonValues,
                Lists = lists,
            }
        );
    }
}

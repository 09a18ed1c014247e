using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;

namespace Distill.Reports.Words;

/// <summary>What speaks against a cluster, in sentences.</summary>
public static class Counterevidence
{
    /// <summary>The sentences: facts about this cluster first, then which innocent customers look the same.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="threshold">The weight from which on a kind of evidence counts.</param>
    /// <param name="members">What is known of its members.</param>
    public static IReadOnlyList<string> Of(Cluster cluster, double threshold, MemberFacts members)
    {
        var kinds = EvidenceWords.Of(cluster).ToArray();
        var counted = kinds.Where(k => k.Weight >= threshold).Select(k => k.Words.Kind).ToHashSet();
        var weak = kinds.Where(k => EvidenceWords.Deciding.Contains(k.Words.Kind) && !counted.Contains(k.Words.Kind)).ToArray();
        string[] missing =
        [
            .. EvidenceWords
                .Deciding.Where(k => k != EvidenceWords.Handover && kinds.All(e => e.Words.Kind != k))
                .Select(k => EvidenceWords.Of(k).Title.ToLowerInvariant()),
        ];
        string?[] all =
        [
            .. cluster.Evidence.GetValueOrDefault(EvidenceWords.Explanation, []).Select(r => r.Detail),
            cluster.Level < VerdictLevel.Suspect ? "The evidence is not enough to act on. The action is allow." : null,
            cluster.IsDissolved ? "The last run did not find the group again. The verdicts on its members still rest on it." : null,
            !cluster.IsDissolved && cluster.Held is { Count: > 0 } held
                ? $"The last run did not find {Shown.Number(held.Count)} of the members again."
                : null,
            .. Of(members),
            .. weak.Select(k =>
                $"{k.Words.Title}: found, but too weak to count. Its weight is {Shown.Weight(k.Weight)}; a kind counts from "
                + $"{Shown.Weight(threshold)}."
            ),
            missing.Length > 0 ? $"Nothing was found of these kinds: {string.Join(", ", missing)}." : null,
            .. kinds.Where(k => counted.Contains(k.Words.Kind) && k.Words.Innocent.Length > 0).Select(k => $"{k.Words.Title}: {k.Words.Innocent}"),
        ];
        return [.. all.Where(s => !string.IsNullOrEmpty(s)).Select(s => s!)];
    }

    /// <summary>What is known of members for them.</summary>
    public static IEnumerable<string> Of(MemberFacts members) =>
        [
            .. members.Verified > 0 ? [$"{Shown.Count(members.Verified, "member")} passed a verification."] : Array.Empty<string>(),
            .. members.Allowed > 0
                ? [$"{Shown.Count(members.Allowed, "member")} {(members.Allowed == 1 ? "is" : "are")} allowed by hand."]
                : Array.Empty<string>(),
        ];
}

/// <summary>Counts of a cluster's members.</summary>
/// <param name="Verified">Members whose customer passed a verification that still counts.</param>
/// <param name="Allowed">Members that a person allowed.</param>
public sealed record MemberFacts(int Verified, int Allowed);

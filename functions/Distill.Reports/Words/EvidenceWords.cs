using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;

namespace Distill.Reports.Words;

/// <summary>The kinds of evidence in plain words: what a finding says, and which innocent customers look the same.</summary>
public sealed record EvidenceWords(string Kind, string Title, string Says, string Innocent)
{
    /// <summary>The name under which a cluster keeps an open reason for what its members share.</summary>
    public const string Explanation = "explanation";

    /// <summary>Handovers. Most logs have no conversations, and then nobody knows of them.</summary>
    public const string Handover = "handover";

    private static readonly EvidenceWords[] s_all =
    [
        new(
            "templates",
            "Framings",
            "put the same fixed words around their prompts",
            "A class, a company or the users of one tool share a prompt pack too."
        ),
        new(
            "timing",
            "Timing",
            "take turns, as behind one relay",
            "Programs that run by one timetable look alike. What each one's own clock explains is left out."
        ),
        new(
            "infrastructure",
            "Infrastructure",
            "share cards, devices, mail domains or networks",
            "A company, a campus or a reseller's customers share cards, devices, mail domains or networks in the open."
        ),
        new(
            Handover,
            "Handovers",
            "go on with each other's conversations",
            "People who pass conversations around, and a gateway with many cards that nobody declared, look alike."
        ),
        new("births", "Births", "signed up together", "A class, a hackathon or a press report brings many sign-ups within days."),
        new("content", "Content", "ask for what is worth copying", "Benchmarks and graders ask for the same. It supports, and decides nothing."),
        new("adoption", "Adoption", "moved to a new model together", "Users of one library move together too. It supports, and decides nothing."),
        new(
            "elsewhere",
            "Reported elsewhere",
            "have values that other providers reported",
            "Another provider's word can't be checked here. It supports, and decides nothing."
        ),
    ];

    /// <summary>The kinds that decide, in the order in which people ask for them.</summary>
    public static IReadOnlyList<string> Deciding { get; } = ["templates", "timing", "infrastructure", "births", Handover];

    /// <summary>The words of a kind. An unknown kind keeps its name.</summary>
    public static EvidenceWords Of(string kind) =>
        Array.Find(s_all, w => w.Kind == kind) ?? new EvidenceWords(kind, Shown.Words(kind), $"have {Shown.Words(kind)} in common", "");

    /// <summary>The kinds of evidence that a cluster has, the strongest first. What speaks against it is left out.</summary>
    public static IEnumerable<(EvidenceWords Words, IReadOnlyList<Reason> Reasons, double Weight)> Of(Cluster cluster) =>
        cluster
            .Evidence.Where(e => e.Key != Explanation && e.Value.Count > 0)
            .Select(e => (Words: Of(e.Key), Reasons: e.Value, Weight: e.Value.Max(r => r.Weight)))
            .OrderByDescending(e => e.Weight)
            .ThenBy(e => e.Words.Kind, StringComparer.Ordinal);
}

namespace Distill.Core.Signals;

/// <summary>Independent ways to see that accounts act as one. A suspect needs at least two kinds.</summary>
public enum EvidenceKind
{
    /// <summary>The same framing around different prompts.</summary>
    Framings,

    /// <summary>When the accounts act, each by itself and relative to each other.</summary>
    Timing,

    /// <summary>Cards, devices, networks, clients, clouds and resellers.</summary>
    Infrastructure,

    /// <summary>When the accounts were opened, and which accounts replaced the banned ones.</summary>
    Births,

    /// <summary>
    /// What the prompts ask for: reasoning written out, answers graded or made safe from censors, capabilities that are worth copying.
    /// </summary>
    Content,

    /// <summary>How fast the accounts moved to a new model.</summary>
    Adoption,

    /// <summary>Conversations that began under one account and went on under another.</summary>
    Handover,

    /// <summary>What other providers reported of clusters of theirs. It never counts as one of the two kinds.</summary>
    Elsewhere,
}

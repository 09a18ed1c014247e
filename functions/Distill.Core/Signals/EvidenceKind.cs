namespace Distill.Core.Signals;

/// <summary>Independent ways in which accounts can be seen to act as one. Two are needed before anyone is suspect.</summary>
public enum EvidenceKind
{
    /// <summary>The same framing around different prompts.</summary>
    Framings,

    /// <summary>When the accounts act, alone and against each other.</summary>
    Timing,

    /// <summary>Cards, devices, networks, clients, clouds and resellers.</summary>
    Infrastructure,

    /// <summary>When the accounts were opened, and who took over from the banned.</summary>
    Births,

    /// <summary>What the prompts ask for: reasoning written out, graded or censored answers, capabilities that are worth copying.</summary>
    Content,

    /// <summary>How fast the accounts moved to a new model.</summary>
    Adoption,
}

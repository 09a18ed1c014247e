namespace Distill.Core.Signals;

/// <summary>Independent ways in which accounts can be seen to act as one. Two are needed before anyone is suspect.</summary>
public enum EvidenceFamily
{
    /// <summary>The same framing around different prompts.</summary>
    Templates,

    /// <summary>When the accounts act, alone and against each other.</summary>
    Timing,

    /// <summary>Cards, devices, networks and clients in common.</summary>
    Infrastructure,

    /// <summary>When the accounts were opened.</summary>
    Births,
}

namespace Distill.Contracts.Verdicts;

/// <summary>How sure the verdict is. The least sure first.</summary>
public enum VerdictLevel
{
    NotAssessed,
    Clear,
    Watch,
    Suspect,
    Confirmed,
}

namespace Distill.Contracts.Verdicts;

/// <summary>How sure the verdict is, least first.</summary>
public enum VerdictLevel
{
    NotAssessed,
    Clear,
    Watch,
    Suspect,
    Confirmed,
}

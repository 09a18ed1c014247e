namespace Distill.Contracts.Verdicts;

/// <summary>What the API tier is asked to do. The mildest first.</summary>
public enum VerdictAction
{
    Allow,
    Honeypot,
    Throttle,
    Verify,
    Block,
}

namespace Distill.Evaluation.Dialects;

/// <summary>Whose events are in a dialect.</summary>
public enum DialectScope
{
    /// <summary>The campaign's alone: the operator chooses how its lines look.</summary>
    Campaign,

    /// <summary>Everybody's: the log is written so.</summary>
    Everybody,
}

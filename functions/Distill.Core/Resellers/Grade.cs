namespace Distill.Core.Resellers;

/// <summary>
/// What to do about a channel, the least first. A grade never accuses: it says what is known, and what to ask. Unknown neither accuses nor acquits.
/// </summary>
public enum Grade
{
    /// <summary>Too few accounts to grade.</summary>
    TooFew,

    /// <summary>Too little is known of its customers, and nothing in their traffic stands out.</summary>
    Unknown,

    /// <summary>Nothing to ask.</summary>
    InOrder,

    /// <summary>Ask for evidence about some accounts.</summary>
    Ask,

    /// <summary>More of its accounts are flagged than of the population's, by more than chance. Ask, and look at the channel as a whole.</summary>
    LookCloser,
}

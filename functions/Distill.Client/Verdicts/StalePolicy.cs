namespace Distill.Client.Verdicts;

/// <summary>What a <see cref="VerdictCache"/> answers once its verdicts are older than <see cref="VerdictCacheOptions.StaleAfter"/>.</summary>
public enum StalePolicy
{
    /// <summary>The last verdict known, until it expires; an account without one may go on.</summary>
    UseLastKnown,

    /// <summary>Every account may go on, whatever was last known of it.</summary>
    FailOpen,

    /// <summary>The last verdict known; an account without one is <see cref="CachedVerdict.IsUnavailable"/> and to be blocked.</summary>
    FailClosed,
}

namespace Distill.Client.Verdicts;

/// <summary>What a <see cref="VerdictCache"/> answers once its verdicts are older than <see cref="VerdictCacheOptions.StaleAfter"/>.</summary>
public enum StalePolicy
{
    /// <summary>Answers with the last known verdict until it expires. An account without one may go on.</summary>
    UseLastKnown,

    /// <summary>Every account may go on, whatever its last known verdict was.</summary>
    FailOpen,

    /// <summary>
    /// Answers with the last known verdict. An account without one is <see cref="CachedVerdict.IsUnavailable"/> and its action is to block.
    /// </summary>
    FailClosed,
}

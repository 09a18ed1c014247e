namespace Distill.Client.AspNetCore;

/// <summary>What verdicts mean to a request.</summary>
public sealed class EnforcementOptions
{
    /// <summary>
    /// Requests that a throttled account gets through in a minute, on each instance; the others are answered 429 with Retry-After. Default 6: a
    /// person goes on, a harvest does not pay. 0 to 6,000.
    /// </summary>
    public int ThrottledPerMinute { get; set; } = 6;

    /// <summary>Where an account can verify itself; told to those who are to. Default none.</summary>
    public Uri? VerifyAt { get; set; }

    /// <summary>Every setting out of its range, in words; empty when all is well.</summary>
    public IEnumerable<string> Errors()
    {
        if (ThrottledPerMinute is < 0 or > 6000)
        {
            yield return $"ThrottledPerMinute is {ThrottledPerMinute}; it must lie in 0 to 6,000.";
        }

        if (VerifyAt is { IsAbsoluteUri: false })
        {
            yield return "VerifyAt must be an absolute address.";
        }
    }
}

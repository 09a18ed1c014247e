namespace Distill.Client.AspNetCore;

/// <summary>How verdicts affect requests.</summary>
public sealed class EnforcementOptions
{
    /// <summary>
    /// Requests per minute that a throttled account gets through on each instance. The others are answered 429 with Retry-After. Default 6: enough
    /// for a person, too few to harvest answers at a profit. Range 0 to 6,000.
    /// </summary>
    public int ThrottledPerMinute { get; set; } = 6;

    /// <summary>The address where an account can verify itself. Refused accounts that must verify get it in the answer. Default none.</summary>
    public Uri? VerifyAt { get; set; }

    /// <summary>Returns a message for each setting that is out of range. It is empty when all are valid.</summary>
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

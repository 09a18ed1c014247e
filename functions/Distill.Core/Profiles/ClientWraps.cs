namespace Distill.Core.Profiles;

/// <summary>
/// Finds the words that a popular client puts around every prompt. Behind them nobody sees how the user begins or ends, so the framings of such
/// prompts are unknown.
/// </summary>
internal static class ClientWraps
{
    // Share of an account's known prompts that must have the words. A user's own framing varies with the work, a client's wrap does not.
    private const double NearlyAll = 0.75;

    // Share of all established accounts that makes words a popular client's, and the fewest accounts. A class or a campaign is smaller in most
    // populations.
    private const double Popular = 0.05;
    private const int MinAccounts = 20;

    /// <summary>True when a framing or a passage is in nearly all of an account's prompts.</summary>
    public static bool MayHave(ReadOnlySpan<FramingUse> framings, int knownPrompts, AccountPassages.Repeated repeated) =>
        IsAround(framings, knownPrompts) || (repeated.Passages is [var most, ..] && IsInside(most.Prompts, repeated.Chances));

    /// <summary>True when a passage was drawn as often as one of nearly all prompts is.</summary>
    /// <param name="drawn">Prompts in which it was drawn.</param>
    /// <param name="chances">See <see cref="AccountPassages.Repeated.Chances"/>.</param>
    public static bool IsInside(long drawn, long chances) => drawn * AccountPassages.One >= NearlyAll * chances;

    /// <summary>
    /// Returns the framings and passages that so many established accounts have in nearly all of their prompts that they are a client's.
    /// </summary>
    public static IReadOnlySet<FramingKey> Find(IReadOnlyList<AccountProfile> profiles, IReadOnlyList<bool> established)
    {
        var least = Math.Max(MinAccounts, Popular * established.Count(e => e));
        return ParallelEnumerable
            .Range(0, profiles.Count)
            .Where(i => established[i])
            .SelectMany(i => Of(profiles[i]))
            .AsSequential()
            .CountBy(key => key)
            .Where(c => c.Value >= least)
            .Select(c => c.Key)
            .ToHashSet();
    }

    /// <summary>Returns the framing and the passages that nearly all of the account's prompts have.</summary>
    public static IEnumerable<FramingKey> Of(AccountProfile profile)
    {
        if (IsAround(profile.Framings, profile.KnownPrompts))
        {
            yield return profile.Framings[0].Key;
        }

        for (var i = 0; i < profile.Passages.Length && IsInside(profile.Passages[i].Prompts, profile.PassageChances); i++)
        {
            yield return FramingKey.OfPassage(profile.Passages[i].Hash);
        }
    }

    private static bool IsAround(ReadOnlySpan<FramingUse> framings, int knownPrompts) =>
        framings is [var most, ..] && most.Calls >= NearlyAll * knownPrompts;
}

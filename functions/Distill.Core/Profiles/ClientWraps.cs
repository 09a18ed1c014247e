namespace Distill.Core.Profiles;

/// <summary>
/// Finds the words that a popular client puts at an end of every prompt. Behind them nobody sees how the user begins or ends, so the framings of such
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

    /// <summary>Returns the framing that nearly all of the account's prompts have. Null when there is none.</summary>
    public static FramingKey? Of(AccountProfile profile) =>
        profile.Framings is [var most, ..] && most.Calls >= NearlyAll * profile.KnownPrompts ? most.Key : null;

    /// <summary>
    /// Returns the framings that so many established accounts have around nearly all of their prompts that they are a client's.
    /// </summary>
    public static IReadOnlySet<FramingKey> Find(IReadOnlyList<AccountProfile> profiles, IReadOnlyList<bool> established) =>
        profiles
            .Where((_, i) => established[i])
            .Select(Of)
            .OfType<FramingKey>()
            .CountBy(key => key)
            .Where(c => c.Value >= Math.Max(MinAccounts, Popular * established.Count(e => e)))
            .Select(c => c.Key)
            .ToHashSet();
}

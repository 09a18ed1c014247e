using Distill.Core.Profiles;

namespace Distill.Core.Framings;

/// <summary>
/// Framings that the same accounts use together more often than their popularity explains: an operator's framing library shows as a
/// block of them, whatever the campaign's size, while a framing that many people use on its own links nobody.
/// </summary>
internal static class FramingFamilies
{
    private static readonly CoUseRule s_rule = new(MinAccounts: 3, MinJaccard: 0.03, MaxChance: 1e-6, MinCore: 0.5);

    /// <summary>The families in order of their first framing; those of fewer than two framings are left out.</summary>
    public static IReadOnlyList<FramingFamily> Find(IReadOnlyList<AccountProfile> profiles)
    {
        var used = UsedKeys.Of(
            profiles.Count,
            s_rule.MinAccounts,
            double.PositiveInfinity,
            (account, keys) =>
            {
                var framings = profiles[account].Framings;
                for (var i = 0; i < framings.Length; i++)
                {
                    keys[i] = framings[i].Key;
                }

                return framings.Length;
            }
        );
        var together = new CoUse(used, s_rule);
        return
        [
            .. SameUsers
                .Join(together.Communities(), used)
                .Select(c => new FramingFamily([.. c.Select(key => new Framing(key, [key], Needed: 1))], together.Tested)),
        ];
    }
}

using Distill.Core.Profiles;

namespace Distill.Core.Framings;

/// <summary>
/// Finds families: framings that the same accounts use together more often than their popularity explains. An operator's framing library shows as
/// such a block, whatever the campaign's size. A framing that many people use on its own links nobody.
/// </summary>
internal static class FramingFamilies
{
    // Rule for two framings to belong to one family. Framings with at least half of their users in common are a core.
    private static readonly CoUseRule s_rule = new(MinAccounts: 3, MinJaccard: 0.03, MaxChance: 1e-6, MinCore: 0.5);

    /// <summary>Returns the families of at least two framings, ordered by their first framing.</summary>
    /// <param name="population">All accounts.</param>
    /// <param name="inner">The framings of accounts whose prompts' ends hide them, see <see cref="InnerFramings"/>.</param>
    public static IReadOnlyList<FramingFamily> Find(PopulationBaseline population, FramingUse[]?[] inner)
    {
        var used = UsedKeys.Of(
            population.Established,
            s_rule.MinAccounts,
            double.PositiveInfinity,
            (account, keys) =>
            {
                var framings = inner[account] ?? population.Profiles[account].Framings;
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

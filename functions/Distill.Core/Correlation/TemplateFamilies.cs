using Distill.Core.Signals;

namespace Distill.Core.Correlation;

/// <summary>
/// Framings that the same accounts use together more often than their popularity explains: an operator's template library shows as a
/// block of them, whatever the campaign's size, while a framing that many people use on its own links nobody.
/// </summary>
internal static class TemplateFamilies
{
    private static readonly CoUseRule s_rule = new(MinAccounts: 3, MinJaccard: 0.03, MaxChance: 1e-6, MinCore: 0.5);

    /// <summary>The families in order of their first framing; those of fewer than two framings are left out.</summary>
    public static IReadOnlyList<TemplateFamily> Find(IReadOnlyList<AccountProfile> profiles)
    {
        var used = UsedKeys.Of(
            profiles.Count,
            s_rule.MinAccounts,
            double.PositiveInfinity,
            (account, keys) =>
            {
                var templates = profiles[account].Templates;
                for (var i = 0; i < templates.Length; i++)
                {
                    keys[i] = templates[i].Key;
                }

                return templates.Length;
            }
        );
        var together = new CoUse(used, s_rule);
        return
        [
            .. SameUsers
                .Join(together.Communities(), used)
                .Select(c => new TemplateFamily([.. c.Select(key => new Template(key, [key], Needed: 1))], together.Tested)),
        ];
    }
}

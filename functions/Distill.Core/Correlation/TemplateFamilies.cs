using System.Runtime.InteropServices;
using Distill.Core.Signals;

namespace Distill.Core.Correlation;

/// <summary>
/// Framings that the same accounts use together more often than their popularity explains: an operator's template library shows as a
/// block of them, whatever the campaign's size, while a framing that many people use on its own links nobody.
/// </summary>
internal static class TemplateFamilies
{
    private static readonly CoUseRule s_rule = new(MinAccounts: 3, MinJaccard: 0.03, MaxChance: 1e-6);

    /// <summary>The families in order of their first framing; those of fewer than two framings are left out.</summary>
    public static IReadOnlyList<TemplateFamily> Find(IReadOnlyCollection<AccountProfile> profiles)
    {
        var popularity = new Dictionary<TemplateKey, int>();
        foreach (var profile in profiles)
        {
            foreach (var use in profile.Templates)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(popularity, use.Key, out _)++;
            }
        }

        var keys = profiles.Select(p => p.Templates.Where(u => popularity[u.Key] >= s_rule.MinAccounts).Select(u => u.Key).ToArray()).ToArray();
        var together = new CoUse(keys, popularity, s_rule);
        return [.. SameUsers.Join(together.Communities(), keys).Select(c => new TemplateFamily([.. c.Select(key => new Template(key, [key]))], Needed: 1, together.Tested))];
    }
}

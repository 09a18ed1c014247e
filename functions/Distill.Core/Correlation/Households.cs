using Distill.Core.Signals;

namespace Distill.Core.Correlation;

/// <summary>Accounts that pay with the same card.</summary>
internal static class Households
{
    /// <summary>Those who belong by themselves bring in those that pay with the same card and use a framing, when they are most of that household.</summary>
    public static IEnumerable<int> Joining(PopulationBaseline population, IEnumerable<TemplateUser> users, Func<TemplateUser, bool> belongs)
    {
        foreach (var household in users.GroupBy(u => population.Profiles[u.Profile].Household))
        {
            var own = household.Count(belongs);
            if (household.Key is null || own < 2 || 2 * own < household.Count())
            {
                continue;
            }

            foreach (var user in household.Where(u => !belongs(u)))
            {
                yield return user.Profile;
            }
        }
    }
}

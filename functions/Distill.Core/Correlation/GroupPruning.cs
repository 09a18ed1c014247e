using Distill.Core.Events;
using Distill.Core.Signals;

namespace Distill.Core.Correlation;

/// <summary>Takes out of a group the neighbours that happen to say the same: by what they do with the framings, and by whose they are.</summary>
internal sealed class GroupPruning(PopulationBaseline population, DetectionOptions options)
{
    private const int MinBusiness = 2;
    private const double MedianAllowance = 1.5;

    /// <summary>
    /// Work on a dataset is framed throughout; who says the same now and then, in a tongue or a trade with set phrases, is passing by. Looked at again until nobody is: many who pass by hide
    /// the median of those who don't.
    /// </summary>
    public HashSet<int> WithoutPassersBy(List<TemplateUser> users, HashSet<int> members)
    {
        var shares = users.Where(u => members.Contains(u.Profile)).ToDictionary(u => u.Profile, u => (double)u.FramedCalls / population.Profiles[u.Profile].CallCount);
        for (var before = shares.Count + 1; shares.Count > 0 && shares.Count < before;)
        {
            before = shares.Count;
            var least = options.MinShareOfMedian * shares.Values.Order().ElementAt(shares.Count / 2);
            shares = shares.Where(s => s.Value >= least).ToDictionary();
        }

        return [.. shares.Keys];
    }

    /// <summary>The accounts of a known business on one card are its own, in the open: they are a group by themselves, or none.</summary>
    public HashSet<int> WithoutDeclared(HashSet<int> members)
    {
        var declared = members
            .Where(m => population.Profiles[m] is { Household: not null, Record.Kyc: >= KnowYourCustomer.Business })
            .GroupBy(m => population.Profiles[m].Household)
            .Where(h => h.Count() >= MinBusiness)
            .SelectMany(h => h)
            .ToHashSet();
        return 2 * declared.Count > members.Count ? members : [.. members.Except(declared)];
    }

    /// <summary>Who paraphrases seldom writes a framing twice alike; who has the same sentences from elsewhere writes them out, call after call.</summary>
    public HashSet<int> WithoutVerbatim(HashSet<int> members)
    {
        var shares = members.ToDictionary(m => m, m => population.Profiles[m].VerbatimShare);
        var most = shares.Count == 0 ? 0 : options.VerbatimAllowance + (MedianAllowance * shares.Values.Order().ElementAt(shares.Count / 2));
        return [.. shares.Where(s => s.Value <= most).Select(s => s.Key)];
    }

    /// <summary>Those who pay with the group's own cards (two members or more, a quarter of all who pay with them, no company's), or of whom the account system says nothing.</summary>
    public IReadOnlyList<Membership> OwnPayers(IReadOnlyList<Membership> members)
    {
        var own = members.Select(m => m.Profile.Household).OfType<Trait>().CountBy(t => t).Where(t => t.Value >= 2 && 4 * t.Value >= population.CountOf(t.Key) && !population.IsOfCompany(t.Key)).Select(t => t.Key).ToHashSet();
        return [.. members.Where(m => m.Profile.Record is null || (m.Profile.Household is { } card && own.Contains(card)))];
    }
}

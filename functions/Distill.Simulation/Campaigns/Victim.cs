using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Campaigns;

/// <summary>
/// A company that an operator frames. In the truth its accounts are of a kind of their own, so that the harm to them can be counted.
/// </summary>
internal sealed class Victim
{
    public const string Kind = "victim";
    private const string Company = "enterprise";

    private readonly Account[] _accounts;

    private Victim(Account[] accounts) => _accounts = accounts;

    /// <summary>Its framings. The operator uses one of them for most of its calls.</summary>
    public Framing[] Framings => _accounts[0].Voice.Framings;

    /// <summary>Finds the largest company. Null if the population has none.</summary>
    public static Victim? Of(Crowd crowd)
    {
        var company = crowd.Accounts.Where(account => account.Kind == Company).GroupBy(account => account.Card).MaxBy(group => group.Count());
        if (company is null)
        {
            return null;
        }

        var victim = new Victim([.. company]);
        foreach (var account in victim._accounts)
        {
            account.Kind = Kind;
        }

        return victim;
    }

    /// <summary>Moves a campaign account in: the company's office and provider, its domain, and a day on which one of its people signed up.</summary>
    public void Imitate(Account account, long joins, ref Rng rng)
    {
        var model = rng.Pick(_accounts);
        (account.Home, account.UtcOffset, account.MailDomain) = (model.Home, model.UtcOffset, model.MailDomain);
        (account.Addresses, account.Reseller) = (model.Addresses, null);
        var sameDay = model.Created + (long)(rng.Exponential(3) * SimulatedTime.Hour);
        if (sameDay < joins)
        {
            account.Created = sameDay;
        }
    }
}

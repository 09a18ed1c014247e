using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Population;

/// <summary>What the accounts of a company, school or agency have in common.</summary>
internal sealed record Organisation(Country Home, float UtcOffset, string Domain, ulong Card, IAddresses Site, Language Language)
{
    public static Organisation Found(Crowd crowd, string domain, int exits, ref Rng rng)
    {
        var home = Country.Draw(ref rng);
        return new(
            home,
            (float)rng.Pick(home.UtcOffsets),
            domain,
            crowd.Fingerprint(),
            SharedEgress.Site(home, exits, ref rng),
            home.Languages.Draw(ref rng)
        );
    }

    /// <summary>
    /// Makes an account a member: same country, clock, mail domain, card and language. The account calls from home on a share of the days, and from
    /// the office on the others. Returns the account.
    /// </summary>
    public Account Member(Account account, double homeShare, ref Rng rng)
    {
        account.Home = Home;
        account.UtcOffset = UtcOffset;
        account.MailDomain = Domain;
        account.Card = Card;
        account.Voice = account.Voice with { Language = Language };
        account.Addresses =
            homeShare >= 1
                ? new HomeLine(Network.Draw(Home.Code, NetworkUse.Access, ref rng))
                : new OfficeOrHome(Site, new HomeLine(Network.Draw(Home.Code, NetworkUse.Access, ref rng)), homeShare);
        return account;
    }
}

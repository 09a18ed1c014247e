using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>
/// Owners of code bases who installed a public review bot: each has an account and a card of their own, the bot's framing is the same for all, and
/// most run on the same workflow host's machines. It speaks whenever somebody pushes.
/// </summary>
internal sealed class PullRequestBot : ILookalike
{
    private static readonly ProgramRhythm[] s_rhythms = [new(DayProfile.Office, 3, 8), new(DayProfile.Maker, 3, 8), new(DayProfile.Leisure, 2, 10)];

    public string Kind => "prbot";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        foreach (var size in Groups.Split(count, 10, 80, rng.Next()))
        {
            Framing[] review =
            [
                Framing.Written(Language.English, ref rng) with
                {
                    Task = PromptTask.Code,
                },
                Framing.Written(Language.English, ref rng) with
                {
                    Task = PromptTask.Grade,
                },
            ];
            var client = Clients.Program(Platform.Api, ref rng);
            var runners = SharedEgress.Of(12, 20, 0, NetworkUse.Hosting, ref rng);
            for (var i = 0; i < size; i++)
            {
                var account = crowd.Person(Calling.Program, Kind, ref rng);
                if (rng.Chance(.6))
                {
                    (account.MailDomain, account.Kyc) = (MailDomain.Organisation(ref rng), rng.Chance(.6) ? "business" : account.Kyc);
                }

                if (rng.Chance(.75))
                {
                    account.Addresses = runners;
                }

                account.Client = client;
                account.Rhythm = rng.Pick(s_rhythms);
                account.CallsPerDay = rng.LogNormal(9, .9);
                account.Voice = account.Voice with { Framings = review, FramedShare = 1, Pastes = .9 };
            }
        }
    }
}

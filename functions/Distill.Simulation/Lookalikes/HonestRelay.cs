using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Relays;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>
/// Gateways that spread unrelated customers over five to forty accounts: least recently used, sticky sessions, cooldowns, shared egress and cards,
/// equal shares, day and night. Their schedule looks exactly like a campaign's, but each customer's prompts are their own. Three in four gateways are
/// verified businesses with their own mail domain; the others use free mail.
/// </summary>
internal sealed class HonestRelay : ILookalike
{
    private static readonly DayProfile[] s_days = [DayProfile.Audience, DayProfile.Office, DayProfile.Flat, DayProfile.Maker];

    public string Kind => "relay";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        foreach (var size in Groups.Split(count, 5, 40, rng.Next()))
        {
            var owner = Organisation.Found(crowd, MailDomain.Organisation(ref rng), 2, ref rng);
            var open = rng.Chance(.75);
            var egress = SharedEgress.Of(rng.Range(1, 4), rng.Range(4, 16), rng.Chance(.5) ? 2 : 0, NetworkUse.Hosting, ref rng);
            var founded = Births.OfGroup(crowd.Length, .25, ref rng);
            var client = Clients.Program(Platform.Api, ref rng);
            var callsPerDay = rng.LogNormal(22, .5);
            var plan = new RelayPlan
            {
                CallsPerDay = callsPerDay,
                DailyQuota = (int)(callsPerDay * rng.Between(1.5, 4)) + 1,
                CallsPerSession = rng.Between(2, 7),
                Sticky = rng.Range(30, 90) * SimulatedTime.Minute,
                Slack = rng.Range(1, 6),
                ErrorRate = .02,
                Demand = rng.Pick(s_days),
                UtcOffset = owner.UtcOffset,
                Swing = rng.Between(.2, 1),
            };
            var voices = Voices(open, rng.Range(20, 200), ref rng);
            var seed = rng.Next();
            var customers = new RelayCustomers(rng.Next(), voices);
            var relay = new Relay(seed, plan, customers);
            crowd.Dispatch(relay);
            ulong card = 0;
            for (var i = 0; i < size; i++)
            {
                var account = owner.Member(crowd.Person(Calling.Program, Kind, ref rng), .1, ref rng);
                if (!open)
                {
                    account.MailDomain = MailDomain.FreeMail(ref rng);
                }

                account.Kyc = open ? "business" : rng.Pick(["email", "phone"]);
                if (i % 8 == 0)
                {
                    card = crowd.Fingerprint();
                }

                if (!open)
                {
                    account.Card = card;
                }

                account.Addresses = egress;
                if (rng.Chance(.8))
                {
                    account.Client = client;
                }

                account.Created = founded + (long)(rng.Exponential(rng.Chance(.5) ? 5 : 200) * SimulatedTime.Hour);
                // Only the relay makes calls with this account.
                account.ActiveFrom = account.ActiveUntil = long.MinValue;
                account.Clientele = customers;
                relay.Enlist(account, Math.Max(0, account.Created + SimulatedTime.Hour) % crowd.Length);
            }
        }
    }

    private static Voice[] Voices(bool open, int count, ref Rng rng)
    {
        Framing[] product = open && rng.Chance(.5) ? [Framing.System(PromptTask.Answer, ref rng)] : [];
        var voices = new Voice[count];
        for (var v = 0; v < count; v++)
        {
            var calling = rng.Pick([Calling.Person, Calling.Maker, Calling.Program]);
            var voice = Prompts.Voices.Of(calling, Country.Draw(ref rng).Languages.Draw(ref rng), ref rng);
            if (product.Length > 0)
            {
                voice = voice with { Framings = product, FramedShare = .9 };
            }
            else if (rng.Chance(.25))
            {
                voice = voice with { Framings = Framing.Shelf(rng.Range(1, 3), voice.Language, ref rng), FramedShare = .7 };
            }

            voices[v] = voice;
        }
        return voices;
    }
}

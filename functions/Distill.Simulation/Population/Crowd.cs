using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Relays;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Population;

/// <summary>Creates the accounts of a scenario. It also holds what accounts share: the resellers, the public prompt pack and the calendar.</summary>
internal sealed class Crowd
{
    private readonly CrowdPlan _plan;
    private readonly List<Account> _accounts;
    private readonly List<IDispatcher> _dispatchers = [];
    private readonly ulong _key;
    private ulong _fingerprints;

    public Crowd(CrowdPlan plan)
    {
        _plan = plan;
        Length = SimulatedTime.Of(plan.Length);
        Launch = plan.Launch is { } launch ? SimulatedTime.Of(launch) : SimulatedTime.Never;
        _accounts = new(plan.Innocent);
        _key = Rng.Mix(plan.Seed, 0xACC7);
        var rng = Rng.Of(plan.Seed, 0x4e5e);
        Resellers = Reseller.Market(plan.Innocent, ref rng);
        PromptPack = Weighted<Framing>.Zipf([.. Enumerable.Range(0, 48).Select(i => Framing.Public(Rng.Mix(plan.Seed, 0x9ac4), i))], .8);
        Tools = new(plan.Seed);
    }

    public ulong Seed => _plan.Seed;
    public int Innocent => _plan.Innocent;
    public int Days => _plan.Length.Days;
    public long Length { get; }
    public long Launch { get; }
    public IReadOnlyList<Account> Accounts => _accounts;

    /// <summary>The relays and rotas that plan the calls of several accounts together.</summary>
    public IReadOnlyList<IDispatcher> Dispatchers => _dispatchers;

    public Weighted<Reseller> Resellers { get; }

    /// <summary>Framings that are public. Unrelated people copy several of them.</summary>
    public Weighted<Framing> PromptPack { get; }

    /// <summary>Public tools that some kinds of look-alikes run.</summary>
    public PublicTools Tools { get; }

    public void Dispatch(IDispatcher dispatcher) => _dispatchers.Add(dispatcher);

    /// <summary>Returns a new card or device fingerprint.</summary>
    public ulong Fingerprint() => Rng.Mix(_key, ++_fingerprints);

    /// <summary>Creates an ordinary person's account. The look-alikes and the campaign then change what is special about theirs.</summary>
    public Account Person(Calling calling, string kind, ref Rng rng)
    {
        var home = Country.Draw(ref rng);
        var platform =
            calling == Calling.Person
                ? rng.Chance(.55)
                    ? Platform.Console
                    : Platform.Api
                : rng.Unit() switch
                {
                    < .76 => Platform.Api,
                    < .88 => Platform.Bedrock,
                    < .95 => Platform.Vertex,
                    _ => Platform.Foundry,
                };
        var client = calling switch
        {
            Calling.Person => platform == Platform.Console ? Clients.Browser(ref rng)
            : rng.Chance(.5) ? Clients.Browser(ref rng)
            : Clients.Program(platform, ref rng),
            Calling.Maker => rng.Chance(.55) ? Clients.CodingTool(ref rng) : Clients.Program(platform, ref rng),
            _ => Clients.Program(platform, ref rng),
        };
        var account = new Account(_accounts.Count, Rng.Mix(_key, (ulong)_accounts.Count), kind)
        {
            IdKey = _key,
            FirstWeekday = (int)_plan.Start.DayOfWeek,
            Home = home,
            MailDomain = MailDomain.Personal(ref rng),
            Kyc = rng.Unit() switch
            {
                < .28 => "none",
                < .62 => "email",
                < .88 => "phone",
                < .95 => "verified",
                _ => "business",
            },
            Card = rng.Chance(.85) ? Fingerprint() : 0,
            Device = rng.Chance(.93) ? Fingerprint() : 0,
            Platform = platform,
            Client = client,
            Addresses = Line(calling, home, ref rng),
            Models = ModelHabit.Draw(
                calling switch
                {
                    Calling.Person => rng.Chance(.5) ? ModelTaste.Thrifty : ModelTaste.Everyday,
                    Calling.Maker => ModelTaste.Demanding,
                    _ => rng.Pick(s_tastes),
                },
                Launch,
                ref rng
            ),
            Voice = Voices.Of(calling, home.Languages.Draw(ref rng), ref rng),
            Rhythm = s_leisure,
            UtcOffset = (float)rng.Pick(home.UtcOffsets),
            Lateness = (float)(rng.Normal() * 1.3),
            Verbosity = (float)rng.LogNormal(1, .3),
        };
        account.Created = Births.Draw(Length, _plan.NewcomerShare, ref rng);
        account.ActiveFrom = account.Created + SimulatedTime.Seconds(40 + rng.Exponential(1500));
        _accounts.Add(account);
        return account;
    }

    private static readonly ModelTaste[] s_tastes = [ModelTaste.Thrifty, ModelTaste.Everyday, ModelTaste.Demanding];
    private static readonly HumanRhythm s_leisure = new(DayProfile.Leisure, 3, 70);

    private static IAddresses Line(Calling calling, Country home, ref Rng rng)
    {
        if (calling == Calling.Program || calling == Calling.Maker && rng.Chance(.2))
        {
            return new ServerAddress(Network.Draw(NetworkUse.Hosting, ref rng));
        }

        return rng.Chance(.25)
            ? new MobileLine(Network.Draw(home.Code, NetworkUse.Mobile, ref rng))
            : new HomeLine(Network.Draw(home.Code, NetworkUse.Access, ref rng));
    }
}

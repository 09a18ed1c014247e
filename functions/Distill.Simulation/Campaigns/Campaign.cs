using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Relays;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Campaigns;

/// <summary>
/// Plans a campaign before the first event: when each account joins, when it is banned, and which account replaces it. The campaign's nodes decide
/// everything else.
/// </summary>
internal sealed class Campaign
{
    public const string Kind = "hydra";
    private const int MostAccountsPerNode = 130;
    private const int FewestAccountsPerNode = 5;

    private readonly CampaignPlan _plan;
    private readonly Crowd _crowd;
    private readonly CampaignNode[] _nodes;
    private readonly Victim? _victim;
    private readonly Provisioning _provisioning;
    private readonly List<(Account Account, long Joins, CampaignNode CampaignNode)> _members = [];
    private readonly List<(Account Banned, Account Replacement, long AvailableAt)> _successions = [];
    private Rng _refusals;

    /// <param name="plan">What the operator does.</param>
    /// <param name="crowd">All accounts. The campaign's are added.</param>
    /// <param name="number">The operator's number, from 0.</param>
    public Campaign(CampaignPlan plan, Crowd crowd, int number)
    {
        (_plan, _crowd) = (plan, crowd);
        Start = SimulatedTime.Of(plan.StartsAfter);
        var rng = number == 0 ? Rng.Of(crowd.Seed, 0x4117) : Rng.Of(crowd.Seed, 0x4117, (ulong)number);
        _refusals = Rng.Of(crowd.Seed, 0x4EF5, (ulong)number);
        _victim = plan.Neighbourhood == Neighbourhood.Framed ? Victim.Of(crowd) : null;
        _nodes = Nodes(ref rng);
        _provisioning = new(plan, crowd, ref rng);
        foreach (var node in _nodes)
        {
            crowd.Dispatch(node.Dispatcher);
        }

        var ramp = SimulatedTime.Of(plan.RampUp);
        var joins = new long[plan.Accounts];
        for (var i = 1; i < joins.Length; i++)
        {
            joins[i] = Start + (long)(rng.Unit() * ramp);
        }

        joins[0] = Start;
        Array.Sort(joins);
        var created = 0L;
        for (var i = 0; i < joins.Length; i++)
        {
            // The operator creates accounts in batches, some time before it uses them.
            if (i % _provisioning.Batch == 0)
            {
                created = joins[i] - (long)((.05 + rng.Exponential(plan.ShelfDays)) * SimulatedTime.Day);
            }

            Join(
                joins[i],
                Math.Min(created + (long)(rng.Exponential(50) * SimulatedTime.Minute), joins[i] - SimulatedTime.Minute),
                rng.Pick(_nodes),
                ref rng
            );
        }
        if (plan.Bans is { } bans)
        {
            Ban(bans, ref rng);
        }
    }

    /// <summary>The earliest time at which the campaign makes a call.</summary>
    public long Start { get; }
    public IReadOnlyList<(Account Account, long Joins, CampaignNode CampaignNode)> Members => _members;
    public IReadOnlyList<(Account Banned, Account Replacement, long AvailableAt)> Successions => _successions;

    private Account Join(long joins, long created, CampaignNode node, ref Rng rng)
    {
        var account = _crowd.Person(rng.Chance(.5) ? Calling.Maker : Calling.Program, Kind, ref rng);
        _provisioning.Equip(account, _members.Count, node, ref rng);
        if (_plan.Aged)
        {
            account.Created = -(long)((3 + rng.Exponential(160)) * SimulatedTime.Day);
            account.ActiveFrom = account.Created;
            account.ActiveUntil = joins;
            account.CallsPerDay = rng.LogNormal(5, .9);
        }
        else
        {
            account.Created = created;
            account.ActiveFrom = account.ActiveUntil = long.MinValue;
        }
        _victim?.Imitate(account, joins, ref rng);
        node.Shelter?.Disguise(account, joins, ref rng);
        account.Clientele = node.Desk;
        node.Dispatcher.Enlist(account, joins);
        _members.Add((account, joins, node));
        return account;
    }

    private void Ban(BanSchedule bans, ref Rng rng)
    {
        var every = SimulatedTime.Of(bans.Every);
        for (var at = Start + every; at < _crowd.Length; at += every)
        {
            var alive = _members.Where(member => member.Joins < at && member.Account.BannedAt == SimulatedTime.Never).ToList();
            for (var n = Math.Min(bans.Accounts, alive.Count); n > 0; n--)
            {
                var which = rng.Below(alive.Count);
                var (banned, _, node) = alive[which];
                alive.RemoveAt(which);
                banned.BannedAt = at + SimulatedTime.Seconds(rng.Exponential(90));
                banned.IsRefused = bans.IsByVerdict;
                var (replacement, available) = Replace(banned, node, bans.ReplacedWithin, ref rng);
                _successions.Add((banned, replacement, available));
            }
        }
    }

    /// <summary>
    /// Refuses an account for its verdict from a time on. The operator gives it up, and replaces it if the plan says so. Returns the replacement and
    /// when it is available.
    /// </summary>
    public (Account Account, long AvailableAt)? Refuse(Account account, long at)
    {
        (account.BannedAt, account.IsRefused) = (at, true);
        return _plan.RefusedReplacedWithin is { } within
            ? Replace(account, _nodes.First(node => node.Desk == account.Clientele), within, ref _refusals)
            : null;
    }

    private (Account Account, long AvailableAt) Replace(Account banned, CampaignNode node, TimeSpan within, ref Rng rng)
    {
        // The replacement is available early enough to make its first call in time: that takes the relay a session or two.
        var available = banned.BannedAt + (long)(SimulatedTime.Of(within) * rng.Between(.05, .6));
        // Half of the replacements were created in advance. The others are created after the ban.
        var created = rng.Chance(.5)
            ? available - (long)((.1 + rng.Exponential(_plan.ShelfDays)) * SimulatedTime.Day)
            : banned.BannedAt + (long)((available - banned.BannedAt) * rng.Between(.1, .9));
        return (Join(available, created, node, ref rng), available);
    }

    private CampaignNode[] Nodes(ref Rng rng)
    {
        var wanted = Math.Min(
            (_plan.Framings + _plan.FramingsPerNode - 1) / _plan.FramingsPerNode,
            Math.Max(1, _plan.Accounts / FewestAccountsPerNode)
        );
        var count = Math.Max(wanted, (_plan.Accounts + MostAccountsPerNode - 1) / MostAccountsPerNode);
        // A small campaign has fewer nodes, so each gets more framings. Together they still use all.
        var perNode = Math.Max(_plan.FramingsPerNode, (_plan.Framings + count - 1) / count);
        var framings = new Framing[_plan.Framings];
        for (var t = 0; t < framings.Length; t++)
        {
            framings[t] = _plan.PublicFramings
                ? _crowd.PromptPack.Values[t % _crowd.PromptPack.Values.Length]
                : Framing.Written(t >= 2 && rng.Chance(.12) ? Language.Chinese : Language.English, ref rng);
        }

        var relay = new RelayPlan
        {
            CallsPerDay = _plan.CallsPerDay,
            DailyQuota = (int)Math.Ceiling(_plan.CallsPerDay * _plan.DailyQuota),
            CallsPerSession = _plan.CallsPerSession,
            Sticky = SimulatedTime.Of(_plan.StickySession),
            MovesOn = _plan.MovesConversations,
            Slack = _plan.RotationSlack,
            ErrorRate = _plan.ErrorRate,
            Demand = _plan.Clock == Clock.OperatorsDay ? DayProfile.Shift : DayProfile.Wave,
            UtcOffset = _plan.OperatorUtcOffset,
            Swing = _plan.LoadSwing,
            AccountsSleep = _plan.Clock == Clock.AccountsOwn,
        };
        Shelter[] shelters = _plan.Neighbourhood == Neighbourhood.Sheltered ? [new TeamShelter(_crowd), new ClockShelter(_crowd)] : [];
        var nodes = new CampaignNode[count];
        for (var n = 0; n < count; n++)
        {
            var own = new Framing[perNode];
            for (var t = 0; t < own.Length; t++)
            {
                own[t] = framings[(n * own.Length + t) % framings.Length];
            }

            var shelter = shelters.Length == 0 ? null : shelters[n % shelters.Length];
            if (shelter is not null)
            {
                own = shelter.Framings;
            }
            else if (_victim is { Framings: [_, ..] copied })
            {
                own[0] = copied[n % copied.Length];
            }

            var work = new Voice(TaskMixes.Framed, own[0].Language, own)
            {
                FramedShare = 1,
                ParaphraseRate = _plan.ParaphraseRate,
                FollowUps = rng.Between(0, .2),
                Pastes = rng.Pick(Voices.Pasting),
            };
            var desk = new CampaignDesk(rng.Next(), work, Customers(ref rng), _plan.DecoyShare);
            IDispatcher dispatcher =
                shelter is ClockShelter clock ? new ClockRota(rng.Next(), clock.Program.Rhythm, desk)
                : _plan.Pace == Pace.FixedGaps ? new FixedRota(rng.Next(), _plan.CallsPerDay, desk)
                : new Relay(rng.Next(), relay, desk);
            nodes[n] = new(dispatcher, desk, Clients.Program(Platform.Api, ref rng), Clients.Program(Platform.Bedrock, ref rng), shelter);
        }
        return nodes;
    }

    /// <summary>
    /// Makes the unrelated customers of one node. A node serves one region, so most of its customers speak that region's languages.
    /// </summary>
    private static Voice[] Customers(ref Rng rng)
    {
        var region = Country.Draw(ref rng);
        var customers = new Voice[60];
        for (var c = 0; c < customers.Length; c++)
        {
            var calling = rng.Pick([Calling.Person, Calling.Maker, Calling.Program]);
            customers[c] = Voices.Of(calling, region.Languages.Draw(ref rng), ref rng);
            if (rng.Chance(.15))
            {
                customers[c] = customers[c] with { Framings = Framing.Shelf(1, customers[c].Language, ref rng), FramedShare = .7 };
            }
        }
        return customers;
    }
}

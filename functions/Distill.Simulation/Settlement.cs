using Distill.Simulation.Campaigns;
using Distill.Simulation.Lookalikes;
using Distill.Simulation.Population;
using Distill.Simulation.Randomness;
using Distill.Simulation.Relays;
using Distill.Simulation.Traffic;
using Distill.Simulation.World;

namespace Distill.Simulation;

/// <summary>All accounts of a scenario, the campaign's included, and the account system's notices about them.</summary>
internal sealed class Settlement
{
    private readonly Campaign[] _campaigns;
    private readonly Crowd _crowd;
    private readonly Dictionary<string, (Account Account, Campaign Campaign)> _members = new(StringComparer.Ordinal);

    public Settlement(Scenario scenario)
    {
        _crowd = new(new(scenario.Seed, scenario.Start, scenario.Length, scenario.Launch, scenario.Innocent, scenario.NewcomerShare));
        PopulationMix.Settle(_crowd, scenario.Mix);
        var innocent = _crowd.Accounts.Count;
        _campaigns = [.. scenario.Campaigns.Select((plan, number) => new Campaign(plan, _crowd, number))];

        var rng = Rng.Of(scenario.Seed, 0xBA4);
        Sweeps.Ban(_crowd.Accounts.Take(innocent), scenario.AbuseBanShare, _crowd.Length, ref rng);
        foreach (var account in _crowd.Accounts.Take(innocent))
        {
            JoinInTime(account);
        }

        foreach (var campaign in _campaigns)
        {
            foreach (var (account, _, _) in campaign.Members)
            {
                _members.Add(account.Id, (account, campaign));
            }
        }

        Notices = new(_crowd.Accounts, _crowd.Length);
    }

    public IReadOnlyList<Account> Accounts => _crowd.Accounts;
    public IReadOnlyList<IDispatcher> Dispatchers => _crowd.Dispatchers;
    public NoticeQueue Notices { get; }

    /// <summary>Refuses a campaign account from a time on. Returns the account that replaces it, and from when on; null if none does.</summary>
    /// <exception cref="ArgumentException">It is no account of a campaign, or is gone already.</exception>
    public (Account Account, long AvailableAt)? Refuse(string id, long at)
    {
        if (!_members.TryGetValue(id, out var member) || member.Account.BannedAt <= at)
        {
            throw new ArgumentException($"{id} is no campaign account at work.", nameof(id));
        }

        var replacement = member.Campaign.Refuse(member.Account, at);
        Notices.Refuse(member.Account);
        if (replacement is { } joins)
        {
            _members.Add(joins.Account.Id, (joins.Account, member.Campaign));
            Notices.Join(joins.Account);
        }

        return replacement;
    }

    /// <summary>If the account would be created after the scenario's end, moves its creation to a time before the end.</summary>
    private void JoinInTime(Account account)
    {
        const long Earlier = 60 * SimulatedTime.Day;
        while (account.Created >= _crowd.Length)
        {
            account.Created -= Earlier;
            account.ActiveFrom = Math.Max(account.ActiveFrom - Earlier, long.MinValue / 2);
        }
    }

    public GroundTruth Truth(Scenario scenario)
    {
        DateTimeOffset At(long micros) => SimulatedTime.At(scenario.Start, micros);
        var exist = Accounts.Where(account => account.Created < _crowd.Length);
        return new(
            scenario.Name,
            scenario.Seed,
            exist.ToDictionary(account => account.Id, account => account.Kind, StringComparer.Ordinal),
            [
                .. _campaigns
                    .SelectMany((campaign, number) => campaign.Members.Select(member => (member.Account, member.Joins, Operator: number)))
                    .Where(member => member.Account.Created < _crowd.Length)
                    .OrderBy(member => member.Joins)
                    .Select(member => (member.Account.Id, member.Operator)),
            ],
            _campaigns.Length == 0 ? null : At(_campaigns.Min(campaign => campaign.Start)),
            [
                .. _campaigns
                    .SelectMany(campaign => campaign.Successions)
                    .OrderBy(s => s.Banned.BannedAt)
                    .Select(s => new CampaignBan(s.Banned.Id, At(s.Banned.BannedAt), s.Replacement.Id, At(s.AvailableAt))),
            ]
        );
    }
}

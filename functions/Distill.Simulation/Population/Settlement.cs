using Distill.Simulation.Campaigns;
using Distill.Simulation.Randomness;
using Distill.Simulation.Relays;
using Distill.Simulation.Traffic;

namespace Distill.Simulation.Population;

/// <summary>Everybody in a scenario, the campaign included, and what the account system will have to say about them.</summary>
internal sealed class Settlement
{
    public const string HydraKind = "hydra";

    readonly Campaign? _campaign;
    readonly Crowd _crowd;

    public Settlement(Scenario scenario)
    {
        _crowd = new(scenario);
        PopulationMix.Settle(_crowd, scenario);
        var innocent = _crowd.Accounts.Count;
        if (scenario.Campaign is { } plan) _campaign = new(plan, _crowd);
        var rng = Rng.Of(scenario.Seed, 0xBA4);
        Sweeps.Ban(_crowd.Accounts.Take(innocent), scenario.AbuseBanShare, _crowd.Length, ref rng);
        Accounts = [.. _crowd.Accounts];
        Notices = Notice.All(Accounts, _crowd.Length);
    }

    public Account[] Accounts { get; }
    public IReadOnlyList<IDispatcher> Dispatchers => _crowd.Dispatchers;
    public Notice[] Notices { get; }

    public GroundTruth Truth(Scenario scenario)
    {
        DateTimeOffset At(long micros) => Micros.At(scenario.Start, micros);
        var exist = Accounts.Where(account => account.Created < _crowd.Length);
        return new(
            scenario.Name,
            scenario.Seed,
            exist.ToDictionary(account => account.Id, account => account.Kind, StringComparer.Ordinal),
            [.. (_campaign?.Members ?? []).Where(member => member.Account.Created < _crowd.Length).OrderBy(member => member.Joins).Select(member => member.Account.Id)],
            _campaign is null ? null : At(_campaign.Start),
            [.. (_campaign?.Successions ?? []).OrderBy(s => s.Banned.BannedAt).Select(s => new CampaignBan(s.Banned.Id, At(s.Banned.BannedAt), s.Replacement.Id, At(s.AvailableAt)))]);
    }
}

using Distill.Simulation.Campaigns;
using Distill.Simulation.Lookalikes;
using Distill.Simulation.Prompts;

namespace Distill.Simulation;

/// <summary>A population, and campaigns in it. Equal scenarios give equal traffic, byte for byte.</summary>
public sealed record Scenario
{
    public required string Name { get; init; }

    /// <summary>The seed of everything random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The scenario's start; no call is earlier. The default is a Monday.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The length in days, 1 to 365.</summary>
    public int Days { get; init; } = 7;

    /// <summary>The number of innocent accounts of all kinds.</summary>
    public int Innocent { get; init; } = 6000;

    /// <summary>The share of each kind of innocent account. The shares need not sum to one.</summary>
    public IReadOnlyDictionary<string, double> Mix { get; init; } = PopulationMix.Default;

    /// <summary>How many sentences honest and hostile framings are made of.</summary>
    public FramingStock Stock { get; init; } = FramingStock.Wide;

    /// <summary>Whether people's calls carry hashes of the conversation before them.</summary>
    public bool Conversations { get; init; }

    /// <summary>Share of the innocent accounts that sign up during the scenario.</summary>
    public double NewcomerShare { get; init; } = .22;

    /// <summary>Share of the innocent accounts that are banned during the scenario.</summary>
    public double AbuseBanShare { get; init; } = .015;

    /// <summary>When the new model comes out, after the start; null if it never does. Innocent accounts may move to it, too.</summary>
    public TimeSpan? Launch { get; init; } = TimeSpan.FromHours(90);

    /// <summary>The campaign; null if there is none.</summary>
    public CampaignPlan? Campaign { get; init; }

    /// <summary>Campaigns of other operators, beside the first.</summary>
    public IReadOnlyList<CampaignPlan> Rivals { get; init; } = [];

    public TimeSpan Length => TimeSpan.FromDays(Days);

    internal IEnumerable<CampaignPlan> Campaigns => Campaign is { } campaign ? Rivals.Prepend(campaign) : Rivals;

    /// <summary>Returns everything that is wrong with the parameters; empty if the scenario can run.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (Days is < 1 or > 365)
        {
            problems.Add($"Days must be 1 to 365, not {Days}.");
        }

        if (Innocent < 0)
        {
            problems.Add($"Innocent must not be negative: {Innocent}.");
        }

        if (Innocent + Campaigns.Sum(c => c.Accounts) is < 1 or > 20_000_000)
        {
            problems.Add("There must be 1 to 20 million accounts.");
        }

        if (NewcomerShare is not (>= 0 and <= .75))
        {
            problems.Add($"NewcomerShare must be 0 to 0.75, not {NewcomerShare}.");
        }

        if (AbuseBanShare is not (>= 0 and <= 1))
        {
            problems.Add($"AbuseBanShare must be 0 to 1, not {AbuseBanShare}.");
        }

        if (Start.Offset != TimeSpan.Zero)
        {
            problems.Add("Start must be UTC.");
        }

        foreach (var kind in Mix.Keys)
        {
            if (!PopulationMix.Default.ContainsKey(kind))
            {
                problems.Add($"Mix names a kind that does not exist: {kind}.");
            }
        }
        if (!(Mix.Values.Sum() > 0) || Mix.Values.Any(share => !(share >= 0)))
        {
            problems.Add("Mix must have shares of 0 or more, and one above 0.");
        }

        foreach (var campaign in Campaigns)
        {
            problems.AddRange(campaign.Problems(Length));
        }

        return problems;
    }
}

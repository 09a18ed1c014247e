using Distill.Contracts;
using Distill.Simulation;

namespace Distill.Evaluation.Labelled;

/// <summary>What is true of labelled traffic: whose accounts they are.</summary>
public sealed record TrafficTruth
{
    /// <summary>The kind given to an account that the labels leave out: innocent, as far as anybody knows.</summary>
    public const string Unlabelled = "unlabelled";

    /// <summary>Name of the traffic.</summary>
    public required string Scenario { get; init; }

    /// <summary>Kind of each innocent account.</summary>
    public required IReadOnlyDictionary<AccountId, string> Innocent { get; init; }

    /// <summary>Accounts that were the campaign's from some day on, whether or not they came to work for it.</summary>
    public required IReadOnlySet<AccountId> Campaign { get; init; }

    /// <summary>First campaign call of the accounts that worked for it. An aged account's earlier life does not count.</summary>
    public required IReadOnlyDictionary<AccountId, DateTimeOffset> FirstCalls { get; init; }

    /// <summary>The campaign's start; null when there is none.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>When a new model came out that everybody may move to; null when none did, or nobody says.</summary>
    public DateTimeOffset? Launch { get; init; }

    /// <summary>The campaign's bans, and who took over.</summary>
    public IReadOnlyList<Takeover> Takeovers { get; init; } = [];

    /// <summary>The truth of a simulation whose events have been read to their end.</summary>
    public static TrafficTruth Of(GroundTruth truth)
    {
        var campaign = truth.Hydra.Select(AccountId.Parse).ToHashSet();
        return new TrafficTruth
        {
            Scenario = truth.Scenario,
            Campaign = campaign,
            Innocent = truth
                .Kinds.Select(k => (Account: AccountId.Parse(k.Key), Kind: k.Value))
                .Where(k => !campaign.Contains(k.Account))
                .ToDictionary(k => k.Account, k => k.Kind),
            FirstCalls = truth.FirstCall.ToDictionary(c => AccountId.Parse(c.Key), c => c.Value),
            Start = truth.Start,
            Takeovers = [.. truth.Bans.Select(b => new Takeover(AccountId.Parse(b.Account), b.Time, AccountId.Parse(b.Replacement)))],
        };
    }
}

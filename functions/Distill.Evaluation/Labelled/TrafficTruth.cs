using Distill.Contracts;
using Distill.Simulation;

namespace Distill.Evaluation.Labelled;

/// <summary>The truth about labelled traffic: which accounts are the campaign's.</summary>
public sealed record TrafficTruth
{
    /// <summary>The kind of an account without a label. It counts as innocent.</summary>
    public const string Unlabelled = "unlabelled";

    /// <summary>The name of the traffic.</summary>
    public required string Scenario { get; init; }

    /// <summary>The kind of each innocent account.</summary>
    public required IReadOnlyDictionary<AccountId, string> Innocent { get; init; }

    /// <summary>Accounts that belonged to the campaign at some time, whether or not they made calls for it.</summary>
    public required IReadOnlySet<AccountId> Campaign { get; init; }

    /// <summary>The operators of accounts of the campaign that are not the first operator's, by number.</summary>
    public IReadOnlyDictionary<AccountId, int> Operators { get; init; } = new Dictionary<AccountId, int>();

    /// <summary>The first campaign call of each account that made one. Calls that an aged account made before it do not count.</summary>
    public required IReadOnlyDictionary<AccountId, DateTimeOffset> FirstCalls { get; init; }

    /// <summary>The campaign's start; null if there is no campaign.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>When a new model came out; null if none did, or if it is not known.</summary>
    public DateTimeOffset? Launch { get; init; }

    /// <summary>The campaign's bans, and the accounts that took over.</summary>
    public IReadOnlyList<Takeover> Takeovers { get; init; } = [];

    /// <summary>The name of the operator of an account of the campaign.</summary>
    public string OperatorOf(AccountId account) => $"campaign {Operators.GetValueOrDefault(account)}";

    /// <summary>Returns the truth of a simulation whose events have been read to their end.</summary>
    public static TrafficTruth Of(GroundTruth truth)
    {
        var campaign = truth.Hydra.Select(AccountId.Parse).ToHashSet();
        return new TrafficTruth
        {
            Scenario = truth.Scenario,
            Campaign = campaign,
            Operators = truth.Operators.Where(o => o.Value > 0).ToDictionary(o => AccountId.Parse(o.Key), o => o.Value),
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

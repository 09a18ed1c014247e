namespace Distill.Contracts.Verdicts;

/// <summary>What Distill says of one account, why, and what the API tier should do.</summary>
public sealed record Verdict
{
    public required AccountId Account { get; init; }

    public required VerdictLevel Level { get; init; }

    /// <summary>0 to 100. Scores of one run can be compared.</summary>
    public required int Score { get; init; }

    public required VerdictAction Action { get; init; }

    public ClusterId? Cluster { get; init; }

    /// <summary>Event time of the first run that put the account at suspect or above. It stays when the level falls.</summary>
    public DateTimeOffset? FirstFlaggedAt { get; init; }

    /// <summary>What people decided, the account's own link, then the group's evidence with the strongest first. Never empty.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>The verdict on an account that was never seen.</summary>
    public static Verdict NeverSeen(AccountId account) =>
        new()
        {
            Account = account,
            Level = VerdictLevel.NotAssessed,
            Score = 0,
            Action = VerdictAction.Allow,
            Reasons = [new Reason("coverage", "No call of this account has been seen.", 0)],
        };

    /// <summary>Whether both look the same to a caller, including the reasons.</summary>
    public bool SaysTheSameAs(Verdict other) => this with { Reasons = [] } == other with { Reasons = [] } && Reasons.SequenceEqual(other.Reasons);
}

/// <summary>One reason in plain words.</summary>
/// <param name="Signal">The stable name of the signal that gives it.</param>
/// <param name="Detail">A sentence with its figures.</param>
/// <param name="Weight">How much likelier the evidence is if the accounts are coordinated: a log-likelihood ratio, as a natural logarithm.</param>
public sealed record Reason(string Signal, string Detail, double Weight);

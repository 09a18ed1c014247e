namespace Distill.Contracts.Verdicts;

/// <summary>What is thought of one account, why, and what the API tier should do.</summary>
public sealed record Verdict
{
    public required AccountId Account { get; init; }

    public required VerdictLevel Level { get; init; }

    /// <summary>0 to 100; comparable between accounts of one run.</summary>
    public required int Score { get; init; }

    public required VerdictAction Action { get; init; }

    public ClusterId? Cluster { get; init; }

    /// <summary>Event time of the first run that put the account at suspect or above; kept when it falls back.</summary>
    public DateTimeOffset? FirstFlaggedAt { get; init; }

    /// <summary>Never empty: the strongest first.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>The verdict on an account never seen.</summary>
    public static Verdict NeverSeen(AccountId account) =>
        new()
        {
            Account = account,
            Level = VerdictLevel.NotAssessed,
            Score = 0,
            Action = VerdictAction.Allow,
            Reasons = [new Reason("coverage", "No call of this account has been seen.", 0)],
        };

    /// <summary>Equal in all that a caller can see, the reasons included.</summary>
    public bool SaysTheSameAs(Verdict other) => this with { Reasons = [] } == other with { Reasons = [] } && Reasons.SequenceEqual(other.Reasons);
}

/// <summary>One reason in plain words.</summary>
/// <param name="Signal">The signal that gives it, a stable name.</param>
/// <param name="Detail">A sentence with its figures.</param>
/// <param name="Weight">Log-likelihood ratio, natural logarithm: how much likelier the evidence is under coordination.</param>
public sealed record Reason(string Signal, string Detail, double Weight);

using System.Globalization;
using Distill.Contracts;
using Distill.Reports.Words;

namespace Distill.Reports.Console;

/// <summary>What recorded attribution tests say of a cluster.</summary>
/// <param name="All">The tests: first those that name it, then those that name a member of it, and so on; the latest first.</param>
public sealed record ClusterAudits(IReadOnlyList<ClusterAudit> All)
{
    /// <summary>The most tests that the page shows.</summary>
    public const int Most = 50;

    /// <summary>The test that weighs most of those that name the cluster or a member; null if none does.</summary>
    public ClusterAudit? Naming => All.FirstOrDefault(a => a.Outcome is AuditOutcome.NamesIt or AuditOutcome.NamesMember);

    /// <summary>How many there are, in a sentence.</summary>
    public string Sentence
    {
        get
        {
            if (All.Count == 0)
            {
                return "No attribution test is recorded that asked about it, or that is of an epoch in which it has a code.";
            }

            string?[] parts =
            [
                Part(AuditOutcome.NamesIt, "names it", "name it"),
                Part(AuditOutcome.NamesMember, "names a member of it", "name a member of it"),
                Part(AuditOutcome.DoesNotNameIt, "asked about it and does not name it", "asked about it and do not name it"),
                Part(AuditOutcome.DidNotAsk, "did not ask about it", "did not ask about it"),
            ];
            var tests = All.Count == 1 ? "1 attribution test is" : $"{Shown.Number(All.Count)} attribution tests are";
            return $"{tests} recorded that asked about it, or of an epoch in which it has a code: {string.Join("; ", parts.OfType<string>())}.";
        }
    }

    private string? Part(AuditOutcome outcome, string one, string many) =>
        All.Count(a => a.Outcome == outcome) is > 0 and var count ? $"{Shown.Number(count)} {(count == 1 ? one : many)}" : null;
}

/// <summary>A recorded attribution test, as far as it concerns a cluster.</summary>
/// <param name="Suspect">Which model or text was tested, in the words of who recorded it.</param>
/// <param name="FoundText">It was text that was found, not a model's answers.</param>
/// <param name="Epoch">The epoch whose keys it was tested with.</param>
/// <param name="Outcome">What it says of the cluster.</param>
public sealed record ClusterAudit(string Suspect, bool FoundText, string Epoch, AuditOutcome Outcome)
{
    /// <summary>The member that it names; null unless it names one and not the cluster.</summary>
    public AccountId? Member { get; init; }

    /// <summary>The p of the cluster, or of that member; null if it did not ask about it.</summary>
    public ShownChance? Chance { get; init; }

    /// <summary>Whether it shows that the suspect depends on text that was marked, and the p of that.</summary>
    public required bool Depends { get; init; }

    public required ShownChance DependenceChance { get; init; }

    /// <summary>A share of what the suspect learned from, and the chance that a cluster with that share would have been named.</summary>
    public required double Share { get; init; }

    public required double NamingPower { get; init; }

    /// <summary>Who recorded it, and when.</summary>
    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What it says of the cluster, without the member.</summary>
    public string Said =>
        Outcome switch
        {
            AuditOutcome.NamesIt => "names it",
            AuditOutcome.NamesMember => "names its member",
            AuditOutcome.DoesNotNameIt => "does not name it",
            _ => "did not ask about it",
        };

    /// <summary>What it could have shown. Rounded down, as in the test's own report.</summary>
    public string Power =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Math.Floor(100 * NamingPower):0} % chance to name a cluster that gave {100 * Share:0.#} % of what the suspect learned from"
        );
}

/// <summary>The bound on a chance, as the test's own report says it.</summary>
/// <param name="P">The p, such as 2.4e-9.</param>
/// <param name="Odds">The same for readers who know no exponents, such as 1 in 400 million.</param>
public readonly record struct ShownChance(string P, string Odds);

/// <summary>What an attribution test says of a cluster, what weighs most first.</summary>
public enum AuditOutcome
{
    NamesIt,
    NamesMember,
    DoesNotNameIt,
    DidNotAsk,
}

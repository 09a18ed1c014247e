using System.Globalization;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Events;
using Distill.Core.Profiles;
using Distill.Core.Windows;

namespace Distill.Core.Newcomers;

/// <summary>
/// Compares one account's calls since the last run with the operators that the run knows. The account must show two kinds of evidence: framings of an
/// operator, and means of the same one. It is a pure function of the index, the set of calls and the latest account record.
/// </summary>
/// <remarks>
/// The weights are log-likelihood ratios of a naive Bayes model, as for the members of a group. More calls never take anything away. So the order in
/// which calls come does not matter, nor how they are split.
/// </remarks>
public static class NewcomerJudge
{
    // Largest weights, in nats: one framing, one card, device, mail domain or network; and all framings or all means together. No mark decides alone.
    private const double MarkCap = 6,
        KindCap = 12;

    // Least weight of each kind, in nats: 20 to 1, as of a mark. Range 0 to KindCap. What one kind lacks, the other must make up for.
    private const double LeastOfKind = 3;

    // Weight of the card of another new account, in nats, as of a card of the operator's own by default. Range 0 to MarkCap.
    private const double AccusedCardWeight = 5;

    /// <summary>Judges an account.</summary>
    /// <param name="index">The known operators.</param>
    /// <param name="account">The account.</param>
    /// <param name="calls">Its calls, in any order.</param>
    /// <param name="facts">Its latest account record; null if there is none.</param>
    /// <param name="minCalls">Fewest framed calls.</param>
    /// <param name="accused">Cards of new accounts that were found by marks of their own; null if there are none.</param>
    /// <returns>What was found; null if it is not enough.</returns>
    public static NewcomerFinding? Judge(
        OperatorIndex index,
        AccountId account,
        IEnumerable<ApiCall> calls,
        AccountFacts? facts,
        int minCalls,
        AccusedCards? accused = null
    )
    {
        if (index.IsEmpty || facts is { Kyc: >= KnowYourCustomer.Business } || index.IsCleared(account, facts))
        {
            return null;
        }

        // Whoever has enough marks of its own is told by them, whether or not another account on its card came before.
        var seen = Seen(index, calls);
        return Find(index, seen, (facts, null), minCalls) ?? (accused is null ? null : Find(index, seen, (facts, accused), minCalls));
    }

    private static NewcomerFinding? Find(
        OperatorIndex index,
        SortedDictionary<int, Shown> seen,
        (AccountFacts? Facts, AccusedCards? Accused) account,
        int minCalls
    ) =>
        seen.Where(s => s.Value.Calls.Count >= minCalls)
            .Select(s => Weigh(index, s.Key, s.Value, account))
            .OfType<NewcomerFinding>()
            .OrderByDescending(f => f.Weight)
            .ThenBy(f => f.Clusters[0])
            .FirstOrDefault();

    private static SortedDictionary<int, Shown> Seen(OperatorIndex index, IEnumerable<ApiCall> calls)
    {
        var seen = new SortedDictionary<int, Shown>();
        var found = new List<(int Operator, KnownFraming Framing)>();
        foreach (var call in calls)
        {
            found.Clear();
            index.FindFramings(call, found);
            foreach (var (which, framing) in found)
            {
                if (!seen.TryGetValue(which, out var shown))
                {
                    seen.Add(which, shown = new Shown());
                }

                shown.Framings.Add(framing);
                shown.Calls.Add(call.Id);
                shown.Networks.Add(new Trait(TraitKind.Network, call.Network.Bits));
            }
        }

        return seen;
    }

    private static NewcomerFinding? Weigh(OperatorIndex index, int which, Shown shown, (AccountFacts? Facts, AccusedCards? Accused) account)
    {
        var framings = Math.Min(KindCap, shown.Framings.Sum(f => Math.Min(MarkCap, f.Users.Weight)));
        var means = Means(index, which, shown, account);
        var infrastructure = Math.Min(KindCap, means.Sum(m => Math.Min(MarkCap, m.Users.Weight)));
        return framings >= LeastOfKind && infrastructure >= LeastOfKind && framings + infrastructure >= index.Operators[which].LeastSum
            ? new NewcomerFinding(
                index.Operators[which].Clusters,
                framings + infrastructure,
                [
                    new Reason("known_framings", Told(index.Operators[which], shown), Math.Round(framings, 1)),
                    new Reason("known_means", Told(means), Math.Round(infrastructure, 1)),
                ]
            )
            : null;
    }

    // The operator's own values that the account has: of each kind the one with the largest weight. A card that only another new account has is known
    // of no customer.
    private static KnownMeans[] Means(OperatorIndex index, int which, Shown shown, (AccountFacts? Facts, AccusedCards? Accused) account)
    {
        var (facts, accused) = account;
        Span<Trait> traits = stackalloc Trait[AccountTraits.Most];
        Trait[] own = [.. traits[..AccountTraits.OfRecord(facts, traits)], .. shown.Networks];
        KnownMeans[] ofMate =
            facts is not null && accused?.Has(facts.Payment, index.Operators[which]) == true
                ? [new KnownMeans(new Trait(TraitKind.Payment, facts.Payment), new Holders(0, 0, AccusedCardWeight))]
                : [];
        return
        [
            .. own.Select(t => index.FindMeans(which, t))
                .OfType<KnownMeans>()
                .Concat(ofMate)
                .GroupBy(m => m.Trait.Kind)
                .OrderBy(k => k.Key)
                .Select(k => k.OrderByDescending(m => (m.Users.Weight, m.Users.Customers)).ThenBy(m => m.Trait.Value).First()),
        ];
    }

    private static string Told(KnownOperator known, Shown shown)
    {
        var most = shown.Framings.MaxBy(f => (f.Users.Customers, f.Framing.Key))!.Users;
        var framings = shown.Framings.Count;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Count(shown.Calls.Count, "call")} with {Count(framings, "prompt framing")} of {known.Clusters[0]}. "
                + $"{Count(most.Customers, "customer")} of its {known.Customers} {(most.Customers == 1 ? "uses" : "use")} "
                + $"{(framings == 1 ? "it" : "the most common one")}, and {Count(most.Others, "account")} "
                + $"that {(most.Others == 1 ? "is" : "are")} not flagged."
        );
    }

    private static string Told(KnownMeans[] means) =>
        "It has "
        + string.Join(
            " and ",
            means.Select(m =>
                m.Users.Customers == 0
                    ? "the card of another new account that has marks of the same operator"
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"a {Name(m.Trait.Kind)} of {Count(m.Users.Customers, "customer")} of the same operator and of "
                            + $"{Count(m.Users.Others, "account")} not flagged"
                    )
            )
        )
        + ".";

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Name(TraitKind kind) =>
        kind switch
        {
            TraitKind.Payment => "card",
            TraitKind.Device => "device",
            TraitKind.EmailDomain => "mail domain",
            _ => "network",
        };

    // What an account shows of one operator.
    private sealed class Shown
    {
        public HashSet<KnownFraming> Framings { get; } = [];

        public HashSet<ulong> Calls { get; } = [];

        public HashSet<Trait> Networks { get; } = [];
    }
}

/// <summary>What ties a new account to a known operator.</summary>
/// <param name="Clusters">The operator's clusters, ordered.</param>
/// <param name="Weight">Sum of the capped weights, in nats.</param>
/// <param name="Reasons">The evidence of each kind.</param>
public sealed record NewcomerFinding(IReadOnlyList<ClusterId> Clusters, double Weight, IReadOnlyList<Reason> Reasons);

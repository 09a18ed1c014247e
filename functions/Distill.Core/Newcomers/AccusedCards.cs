using Distill.Contracts;
using Distill.Core.Windows;

namespace Distill.Core.Newcomers;

/// <summary>
/// Cards of new accounts that were found by marks of their own. Accounts on one card are one customer's, so another account on it that uses the
/// operator's framings is the operator's, too. Cards come in any order.
/// </summary>
public sealed class AccusedCards
{
    private readonly HashSet<(ulong Card, ClusterId Operator)> _cards = [];

    /// <summary>Adds the card of an account that was found. False if it is unknown, or is there already.</summary>
    public bool Add(AccountFacts? facts, NewcomerFinding finding) => facts is { Payment: not 0 } && _cards.Add((facts.Payment, finding.Clusters[0]));

    /// <summary>True if an account of the operator was found that pays with the card. False for 0, an unknown card.</summary>
    internal bool Has(ulong card, KnownOperator known) => _cards.Contains((card, known.Clusters[0]));
}

using System.Globalization;
using Distill.Reports.Words;

namespace Distill.Reports.Console;

/// <summary>Whether the answers to a cluster's accounts are marked in the current epoch.</summary>
/// <param name="IsOn">Whether the app marks answers at all.</param>
/// <param name="Begun">The first day of the epoch.</param>
/// <param name="Next">The first day of the next one.</param>
public sealed record ClusterMarks(bool IsOn, DateOnly Begun, DateOnly Next)
{
    /// <summary>Whether the epoch has a code book: it has none before the first answer is marked.</summary>
    public bool HasBook { get; init; }

    /// <summary>Accounts that have the cluster's code; 0 if the book has none of the cluster.</summary>
    public int Coded { get; init; }

    /// <summary>Members that have another code: they joined since the book was made.</summary>
    public int Joined { get; init; }

    /// <summary>Marked answers of the epoch.</summary>
    public int Marked { get; init; }

    /// <summary>How many of these were looked at, the last ones.</summary>
    public int Looked { get; init; }

    /// <summary>How many of those bear the cluster's code.</summary>
    public int Own { get; init; }

    /// <summary>All that in sentences.</summary>
    public IEnumerable<string> Sentences
    {
        get
        {
            if (!IsOn)
            {
                yield return "This app marks no answers: it has no master key.";
                yield break;
            }

            if (!HasBook)
            {
                yield return $"No answer has been marked in the current epoch, which began on {Day(Begun)}. The first one makes its code book.";
                yield break;
            }

            yield return Coded == 0
                ? $"The code book of the epoch that began on {Day(Begun)} has no code for it: the book is older. "
                    + $"The next one is made from {Day(Next)} on."
                : $"The epoch that began on {Day(Begun)} has a code for it, which {Shown.Count(Coded, "account")} had "
                    + "from the first marked answer on.";
            if (Coded > 0 && Joined > 0)
            {
                yield return $"{Shown.Count(Joined, "member")} joined since, and {(Joined == 1 ? "has" : "have")} another code until {Day(Next)}.";
            }

            yield return $"{Shown.Count(Marked, "answer")} {(Marked == 1 ? "was" : "were")} marked in the epoch. "
                + (Looked < Marked ? $"Of the last {Shown.Number(Looked)}, " : "Of these, ")
                + $"{Shown.Number(Own)} {(Own == 1 ? "bears" : "bear")} its code.";
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

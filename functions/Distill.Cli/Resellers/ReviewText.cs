using System.Globalization;
using System.Text;
using Distill.Core.Resellers;

namespace Distill.Cli.Resellers;

/// <summary>A review for the terminal: a line for each channel, and the reasons of each grade.</summary>
internal static class ReviewText
{
    /// <param name="review">The review; null when there is no call.</param>
    /// <param name="shortfalls">Why the logs can't bear an answer.</param>
    public static string Of(ResellerReview? review, IReadOnlyList<string> shortfalls)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture).TrimEnd()).Append('\n');
        if (review is { Channels.Count: 0 })
        {
            Line($"No call came through a reseller or a cloud.");
        }
        else if (review is not null)
        {
            var (population, end) = (review.Population, review.Hour.End.UtcDateTime);
            Line($"As of {end:yyyy-MM-dd HH:mm} UTC. {population.Flagged:N0} of {population.Assessed:N0} assessed accounts are flagged in all.");
            Line($"");
            Line($"{"CHANNEL", -24}  {"GRADE", -12}  {"ACCOUNTS", 8}  {"CALLS", 11}  {"FLAGGED", 16}  {"TO ASK", 6}");
            foreach (var channel in review.Channels.OrderByDescending(c => c.Report.Grade).ThenBy(c => c.Channel))
            {
                var (name, report) = (Cut(channel.Channel.ToString()), channel.Report);
                var figures = string.Create(CultureInfo.InvariantCulture, $"{report.Accounts, 8:N0}  {report.Calls, 11:N0}  {Flagged(report), 16}");
                Line($"{name, -24}  {Word(report.Grade), -12}  {figures}  {report.Questioned, 6:N0}");
            }

            foreach (
                var channel in review.Channels.Where(c => c.Report.Grade >= Grade.Ask).OrderByDescending(c => c.Report.Grade).ThenBy(c => c.Channel)
            )
            {
                Line($"");
                Line($"{Cut(channel.Channel.ToString())}: {Word(channel.Report.Grade)}");
                foreach (var reason in channel.Report.Reasons)
                {
                    Line($"  {reason}");
                }
            }
        }

        if (shortfalls.Count > 0)
        {
            Line($"");
            Line($"NO ANSWER  {string.Join("\n           ", shortfalls)}");
            Line($"           That nothing more was found means nothing.");
        }

        return text.ToString();
    }

    private static string Flagged(ChannelReport report) =>
        report.FlaggedAccounts is { Value: { } value } flagged
            ? string.Create(CultureInfo.InvariantCulture, $"{flagged.Count:N0} ({value:P1})")
            : "-";

    private static string Word(Grade grade) =>
        grade switch
        {
            Grade.TooFew => "too few",
            Grade.Unknown => "unknown",
            Grade.InOrder => "in order",
            Grade.Ask => "ask",
            _ => "look closer",
        };

    private static string Cut(string name)
    {
        var plain = Terminal.Line.Of(name);
        return plain.Length <= Width ? plain : plain[..(Width - 1)] + "…";
    }

    private const int Width = 24;
}

using System.Globalization;
using System.Text;
using Distill.Core.Reconciliation;

namespace Distill.Cli.Resellers;

/// <summary>A comparison of two logs for the terminal.</summary>
internal static class ReconciliationText
{
    // Most rows of each list. The tables have all.
    private const int MostRows = 10;

    /// <param name="found">The comparison.</param>
    /// <param name="ourUnread">Records of our logs that could not be read.</param>
    /// <param name="theirUnread">Records of the reseller's logs that could not be read.</param>
    public static string Of(LogComparison found, long ourUnread, long theirUnread)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Side("Ours", found.Ours, ourUnread);
        Side("Theirs", found.Theirs, theirUnread);
        if (found.Offset is { } offset)
        {
            Line($"Clocks     theirs are {offset.Low / 1e6:0} to {offset.High / 1e6:0} s later than ours");
            Line($"Matched    {found.Matched:N0} calls, {found.Sure:N0} of them for sure; {found.ByChance:P1} of these by chance");
            Line($"Missed     at most {found.Missed:P1} of the calls in both logs");
        }

        foreach (var model in found.OtherModels.Take(MostRows))
        {
            Line($"Not ours   calls to the model {Terminal.Line.Of(model)}");
        }

        foreach (var gap in found.Gaps)
        {
            Line($"Gap        no call of theirs from {gap.From.UtcDateTime:u} to {gap.To.UtcDateTime:u}, and {gap.OurCalls:N0} of ours");
        }

        if (found.Shortfall is { } shortfall)
        {
            Line($"NO ANSWER  {shortfall}");
            return text.ToString();
        }

        Undeclared(found, Line);
        foreach (var hands in found.Shared.Take(MostRows))
        {
            var least = found.AreHandsOfTwoCalls ? "at least " : "";
            var account = Terminal.Line.Of(hands.Account);
            Line($"Hands      {account}: {least}{hands.Estimate:0.#} customers ({hands.Low:0.#} to {hands.High:0.#}), {hands.Seen:N0} seen");
        }

        foreach (var spread in found.Spread.Take(MostRows))
        {
            Line($"Spread     {Terminal.Line.Of(spread.Customer)}: {spread.Calls:N0} calls through {spread.Accounts:N0} accounts of ours");
        }

        return text.ToString();

        void Side(string name, LogCounts side, long unread) =>
            text.Append(CultureInfo.InvariantCulture, $"{name, -10} {side.Calls:N0} calls; {side.Compared:N0} compared, ")
                .Append(CultureInfo.InvariantCulture, $"{side.Outside:N0} outside the common time, {side.InGaps:N0} in gaps, ")
                .Append(CultureInfo.InvariantCulture, $"{side.WithoutTokens:N0} without token counts, {side.Duplicates:N0} repeated lines, ")
                .Append(CultureInfo.InvariantCulture, $"{unread:N0} records unread\n");
    }

    private static void Undeclared(LogComparison found, Action<FormattableString> line)
    {
        if (found.UndeclaredShare is { } share)
        {
            line($"Undeclared {found.Undeclared:N0} of our calls are not in theirs, {share.Value:P1} ({share.Low:P1} to {share.High:P1})");
        }

        if (found.UndeclaredAccounts.Count == 0)
        {
            line($"           No account has more of them than the comparison misses.");
        }

        foreach (var account in found.UndeclaredAccounts.Take(MostRows))
        {
            line($"           {Terminal.Line.Of(account.Account)}: {account.Undeclared:N0} of {account.Calls:N0} calls");
        }
    }
}

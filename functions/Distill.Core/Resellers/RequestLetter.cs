using System.Globalization;
using System.Text;
using Distill.Contracts;

namespace Distill.Core.Resellers;

/// <summary>The letter to a reseller or cloud, in Markdown: what is asked, why, and for which accounts. It accuses nobody.</summary>
public static class RequestLetter
{
    // Most accounts that the letter names. The table has all.
    private const int MostNamed = 50;

    // Characters that Markdown may read as something else than text, also as an address.
    private const string Special = "\\`*_[]<>#!|~&:@.";

    /// <summary>Returns the letter. Empty requests give a letter that asks for nothing.</summary>
    /// <param name="channel">To whom it goes, with the requests.</param>
    /// <param name="asOf">The hour at whose end the accounts were looked at.</param>
    public static string Of(ReviewedChannel channel, Hour asOf)
    {
        var requests = channel.Requests;
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"# Request for evidence about accounts of {Escaped(channel.Report.Name)}");
        Line($"");
        Line($"As of {asOf.End.UtcDateTime:yyyy-MM-dd HH:mm} UTC.");
        Line($"");
        if (requests.Count == 0)
        {
            Line($"We have no question about your accounts. No answer is needed.");
            return text.ToString();
        }

        Line($"We review how the accounts that use our service through you are known to you. We ask you for evidence about {requests.Count:N0} of");
        Line($"the {channel.Report.Accounts:N0} accounts that called lately. That we ask about an account does not mean that it did anything wrong.");
        Line($"");
        Line($"## What we need");
        Line($"");
        foreach (var need in requests.SelectMany(r => r.Needs).CountBy(n => n).OrderBy(n => n.Key))
        {
            Line($"- For {need.Value:N0} {(need.Value == 1 ? "account" : "accounts")}: {NeedWords.Of(need.Key)}.");
        }

        Line($"");
        Line(
            $"Please send the evidence as attestations (JSON, by the schema that we publish). Send no copies of documents, and no more personal data"
        );
        Line($"than the schema asks for. If you can't answer for an account, say so.");
        Line($"");
        Line($"## Accounts");
        Line($"");
        Line($"| account | evidence | why |");
        Line($"|---|---|---|");
        foreach (var request in requests.Take(MostNamed))
        {
            Line($"| {Escaped(request.Account.Value)} | {RequestTable.Evidence(request)} | {RequestTable.Why(request)} |");
        }

        if (requests.Count > MostNamed)
        {
            Line($"");
            Line($"The attached table lists all {requests.Count:N0} accounts.");
        }

        return text.ToString();
    }

    // Account ids and names come from outside.
    private static string Escaped(string value)
    {
        var text = new StringBuilder();
        foreach (var c in value)
        {
            _ =
                char.IsControl(c) ? text.Append(' ')
                : Special.Contains(c, StringComparison.Ordinal) ? text.Append('\\').Append(c)
                : text.Append(c);
        }

        return text.ToString();
    }
}

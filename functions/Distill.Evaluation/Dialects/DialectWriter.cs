namespace Distill.Evaluation.Dialects;

/// <summary>Rewrites the events of those accounts that write in a dialect.</summary>
/// <param name="dialect">The dialect.</param>
/// <param name="scope">Whose events are in it.</param>
/// <param name="campaign">The campaign's accounts.</param>
public sealed class DialectWriter(Dialect dialect, DialectScope scope, IReadOnlySet<string> campaign)
{
    /// <summary>Returns an event's bytes in the dialect. They are the same bytes if the account does not write so.</summary>
    /// <param name="account">The event's account.</param>
    /// <param name="json">The event's bytes.</param>
    public ReadOnlyMemory<byte> Write(string account, ReadOnlyMemory<byte> json)
    {
        if (!campaign.Contains(account) && (scope == DialectScope.Campaign || !dialect.Covers(account)))
        {
            return json;
        }

        var e = EditableEvent.Read(json.Span);
        dialect.Rewrite(e);
        return e.Write();
    }
}

using Distill.Core.Events;

namespace Distill.Logs.Reading;

/// <summary>The part of a log that is asked for: from <paramref name="Since"/> to before <paramref name="Until"/>; null for no limit.</summary>
public readonly record struct Period(DateTimeOffset? Since, DateTimeOffset? Until)
{
    /// <summary>Whether the event counts. What is known of accounts from before the period still holds in it.</summary>
    public bool Has(in ParsedEvent parsed) =>
        parsed.Kind == EventKind.Rejected
        || (parsed.Kind == EventKind.Call ? Has(parsed.Call.Time, isCall: true) : Has(parsed.Fact!.Time, isCall: false));

    /// <summary>Whether an event of this time counts.</summary>
    public bool Has(DateTimeOffset time, bool isCall) => !(isCall && time < Since) && !(time >= Until);
}

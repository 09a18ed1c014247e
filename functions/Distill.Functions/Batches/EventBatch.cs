using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Windows;

namespace Distill.Functions.Batches;

/// <summary>A batch of one hub partition, sorted by where its parts go.</summary>
public sealed class EventBatch(HubPartition partition, IReadOnlyList<HubEvent> events)
{
    public HubPartition Partition => partition;

    /// <summary>All events, in order of their numbers.</summary>
    public IReadOnlyList<HubEvent> Events => events;

    public long FirstSequence => events[0].Sequence;

    public long LastSequence => events[^1].Sequence;

    /// <summary>
    /// The hub's number of the last event. If it can't be read, it follows from those before. Below zero if no event has a number.
    /// </summary>
    public long LastNumber
    {
        get
        {
            var unnumbered = events.Reverse().TakeWhile(e => e.Sequence < 0).Count();
            return unnumbered < events.Count ? events[^(unnumbered + 1)].Sequence + unnumbered : -1;
        }
    }

    /// <summary>Calls by hour and account, each in the hub's order.</summary>
    public SortedDictionary<Hour, Dictionary<AccountId, List<SequencedCall>>> Calls { get; } = [];

    /// <summary>What the events other than calls say of accounts, each with its event's number.</summary>
    public List<(long Sequence, IAccountFact Fact)> Facts { get; } = [];

    public List<DeadLetter> Rejects { get; } = [];

    /// <summary>What was wrong with fields of the events that were taken.</summary>
    public FieldFaultCounts Faults { get; } = new();

    /// <summary>Finds calls that the batch holds twice, and ids that it holds for several calls.</summary>
    public SeenCalls Seen { get; } = new();

    /// <summary>Event time of the latest call; null if there is none.</summary>
    public DateTimeOffset? LatestCall { get; private set; }

    public void Add(in SequencedCall call)
    {
        var hour = call.Call.Hour;
        if (!Calls.TryGetValue(hour, out var accounts))
        {
            Calls.Add(hour, accounts = []);
        }

        if (!accounts.TryGetValue(call.Call.Account, out var calls))
        {
            accounts.Add(call.Call.Account, calls = []);
        }

        calls.Add(call);
        if (LatestCall is not { } latest || call.Call.Time > latest)
        {
            LatestCall = call.Call.Time;
        }
    }
}

using System.Collections.Concurrent;
using Distill.Simulation.Calls;
using Distill.Simulation.Campaigns;
using Distill.Simulation.Population;
using Distill.Simulation.Traffic;
using Distill.Simulation.World;

namespace Distill.Simulation;

/// <summary>
/// One hour's events in order of time, not yet written. Any part of them can be written by any thread, because no event depends on one that was
/// written before it. It is valid until the next hour is read.
/// </summary>
public sealed class EventHour
{
    private readonly List<DraftEvent> _drafts;
    private readonly IReadOnlyList<Account> _accounts;
    private readonly WriterPool _writers;
    private readonly DateTimeOffset _start;

    internal EventHour(List<DraftEvent> drafts, IReadOnlyList<Account> accounts, WriterPool writers, DateTimeOffset start) =>
        (_drafts, _accounts, _writers, _start) = (drafts, accounts, writers, start);

    /// <summary>The number of events.</summary>
    public int Count => _drafts.Count;

    /// <summary>
    /// Writes the events from <paramref name="from"/> up to, but without, <paramref name="to"/>. An event's JSON is valid until the next one of this
    /// sequence is read.
    /// </summary>
    public IEnumerable<WireEvent> Write(int from, int to)
    {
        var writer = _writers.Rent();
        try
        {
            for (var i = from; i < to; i++)
            {
                var draft = _drafts[i];
                yield return draft.Notice is { } notice
                    ? writer.Write(notice, _accounts)
                    : writer.Write(draft.Call, _accounts[draft.Call.Account], draft.Turns);
            }
        }
        finally
        {
            _writers.Return(writer);
        }
    }

    /// <summary>Counts an event in the truth, if it is a call.</summary>
    internal void CountIn(GroundTruth truth, int index)
    {
        if (_drafts[index] is { Notice: null, Call: var call })
        {
            var account = _accounts[call.Account];
            truth.Count(SimulatedTime.At(_start, call.At), account.Id, call.Relayed && account.Kind == Campaign.Kind);
        }
    }
}

/// <summary>An event whose time is decided: a notice, or a call if there is none.</summary>
/// <param name="Call">The call.</param>
/// <param name="Notice">The notice.</param>
/// <param name="Turns">How many turns the call's conversation has before it.</param>
internal readonly record struct DraftEvent(PlannedCall Call, Notice? Notice, int Turns);

/// <summary>Writers that threads share.</summary>
internal sealed class WriterPool(Func<EventWriter> create) : IDisposable
{
    private readonly ConcurrentBag<EventWriter> _idle = [];

    public EventWriter Rent() => _idle.TryTake(out var writer) ? writer : create();

    public void Return(EventWriter writer) => _idle.Add(writer);

    public void Dispose()
    {
        foreach (var writer in _idle)
        {
            writer.Dispose();
        }
    }
}

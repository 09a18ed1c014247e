using System.Text;
using Azure.Messaging.EventHubs;
using Distill.Simulation.Traffic;

namespace Distill.EndToEnd.Tests.Chaos;

/// <summary>Simulated traffic with a campaign in it, in rounds of event time, and in each round a few events that can't be parsed.</summary>
internal sealed class ChaosTraffic
{
    private const int MostEventsOfASend = 20;

    private ChaosTraffic(IReadOnlyList<IReadOnlyList<Send>> rounds, IReadOnlyList<string> accounts) => (Rounds, Accounts) = (rounds, accounts);

    /// <summary>Each round is later in event time than the one before.</summary>
    public IReadOnlyList<IReadOnlyList<Send>> Rounds { get; }

    public IReadOnlyList<string> Accounts { get; }

    public static ChaosTraffic Create(int rounds)
    {
        var day = new SmallDay();
        var (start, length) = (day.Scenario.Start, day.Scenario.Length / rounds);
        var events = day.Events.ToLookup(e => Math.Clamp((int)((e.Time - start) / length), 0, rounds - 1));
        return new ChaosTraffic(
            [.. Enumerable.Range(0, rounds).Select(round => (IReadOnlyList<Send>)[.. Sends(events[round]), Broken(round)])],
            [.. day.Accounts]
        );
    }

    private static IEnumerable<Send> Sends(IEnumerable<WireEvent> events) =>
        events
            .GroupBy(e => e.Account)
            .SelectMany(own => own.Chunk(MostEventsOfASend).Select(chunk => new Send(own.Key, [.. chunk.Select(e => e.Json.ToArray())])));

    private static Send Broken(int round) =>
        new(
            "broken",
            [
                Encoding.UTF8.GetBytes($"{{\"round\":{round}"),
                Encoding.UTF8.GetBytes($"[{round}]"),
                Encoding.UTF8.GetBytes($"{{\"type\":\"chat\",\"account\":\"a{round}\"}}"),
            ]
        );
}

/// <summary>Events that are sent together, under one partition key.</summary>
internal sealed record Send(string Key, IReadOnlyList<byte[]> Bodies)
{
    public IEnumerable<EventData> Events => Bodies.Select(body => new EventData(body));
}

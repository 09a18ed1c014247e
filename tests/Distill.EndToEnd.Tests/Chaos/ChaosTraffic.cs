using System.Text;
using Azure.Messaging.EventHubs;
using Distill.Simulation;

namespace Distill.EndToEnd.Tests.Chaos;

/// <summary>Simulated traffic with a campaign in it, in rounds of event time, and in each round a few events that can't be parsed.</summary>
internal sealed class ChaosTraffic
{
    private const int MostEventsOfASend = 20;

    private ChaosTraffic(IReadOnlyList<IReadOnlyList<Send>> rounds, IReadOnlyList<string> accounts) => (Rounds, Accounts) = (rounds, accounts);

    /// <summary>Each round is later in event time than the one before.</summary>
    public IReadOnlyList<IReadOnlyList<Send>> Rounds { get; }

    public IReadOnlyList<string> Accounts { get; }

    public static ChaosTraffic Create(LadderSize size, int rounds)
    {
        var simulation = new SimulationRun(Ladder.Naive(size));
        var (start, length) = (simulation.Scenario.Start, simulation.Scenario.Length / rounds);
        var events = simulation
            .Events()
            .Select(e => (Round: Math.Clamp((int)((e.Time - start) / length), 0, rounds - 1), e.Account, Body: e.Json.ToArray()))
            .ToArray();
        return new ChaosTraffic(
            [.. Enumerable.Range(0, rounds).Select(round => (IReadOnlyList<Send>)[.. Sends(events.Where(e => e.Round == round)), Broken(round)])],
            [.. simulation.Truth.Kinds.Keys.Order(StringComparer.Ordinal)]
        );
    }

    private static IEnumerable<Send> Sends(IEnumerable<(int Round, string Account, byte[] Body)> events) =>
        events
            .GroupBy(e => e.Account)
            .SelectMany(own => own.Chunk(MostEventsOfASend).Select(chunk => new Send(own.Key, [.. chunk.Select(e => e.Body)])));

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

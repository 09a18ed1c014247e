using Distill.LocalHost.Schedules;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Distill.LocalHost.Functions;

/// <summary>What triggers a function.</summary>
internal abstract record Trigger;

/// <param name="Route">The whole route, including routePrefix.</param>
/// <param name="Methods">The HTTP methods; empty for all.</param>
internal sealed record HttpTrigger(RoutePattern Route, IReadOnlyList<string> Methods) : Trigger
{
    public override string ToString() => $"{(Methods.Count == 0 ? "any method" : string.Join(", ", Methods))} /{Route.RawText}";
}

/// <param name="EventHub">The hub's name.</param>
/// <param name="ConsumerGroup">The consumer group; $Default unless the app names another.</param>
/// <param name="Connection">The setting that holds the connection string.</param>
internal sealed record EventHubTrigger(string EventHub, string ConsumerGroup, string Connection) : Trigger
{
    public override string ToString() => $"event hub {EventHub}, group {ConsumerGroup}, connection {Connection}";
}

/// <param name="Schedule">When the timer is due.</param>
/// <param name="IsMonitored">Whether occurrences are recorded.</param>
internal sealed record TimerTrigger(Schedule Schedule, bool IsMonitored) : Trigger
{
    public override string ToString() => $"timer, {Schedule}{(IsMonitored ? "" : ", not monitored")}";
}

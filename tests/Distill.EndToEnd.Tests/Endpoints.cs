namespace Distill.EndToEnd.Tests;

/// <summary>What a running app writes into endpoints.json.</summary>
internal sealed record Endpoints(int Pid, Uri Http, string EventHubs, string Tables);

namespace Distill.Simulation.Population;

/// <summary>What the crowd needs to know about its scenario.</summary>
/// <param name="Seed">Everything random is drawn from this.</param>
/// <param name="Start">The scenario's start. No call is earlier.</param>
/// <param name="Length">The scenario's length in whole days.</param>
/// <param name="Launch">When the new model comes out, after the start; null if it never does.</param>
/// <param name="Innocent">The number of innocent accounts of all kinds.</param>
/// <param name="NewcomerShare">The share of innocent accounts that sign up during the scenario.</param>
internal sealed record CrowdPlan(ulong Seed, DateTimeOffset Start, TimeSpan Length, TimeSpan? Launch, int Innocent, double NewcomerShare);

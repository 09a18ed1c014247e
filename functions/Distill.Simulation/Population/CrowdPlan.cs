namespace Distill.Simulation.Population;

/// <summary>What a crowd needs to know of its scenario.</summary>
/// <param name="Seed">Everything random is drawn from this.</param>
/// <param name="Start">Event time of the first call at the earliest.</param>
/// <param name="Length">Whole days.</param>
/// <param name="Launch">When the new model comes out, from the start; null for never.</param>
/// <param name="Innocent">Innocent accounts, of all kinds.</param>
/// <param name="NewcomerShare">Share of them that sign up during the scenario.</param>
internal sealed record CrowdPlan(ulong Seed, DateTimeOffset Start, TimeSpan Length, TimeSpan? Launch, int Innocent, double NewcomerShare);

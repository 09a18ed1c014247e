using System.Globalization;

namespace Distill.EndToEnd.Tests.Chaos;

/// <summary>How much of it.</summary>
/// <param name="Seed">Decides what dies, after how many requests to storage, and which of those fail.</param>
/// <param name="Kills">Processes to kill.</param>
/// <param name="Rounds">Rounds of event time; each is sent, taken in and correlated before the next.</param>
/// <param name="MeanGap">Requests to storage between two kills, on average.</param>
internal sealed record ChaosPlan(int Seed, int Kills, int Rounds, int MeanGap)
{
    /// <summary>Share of requests to storage at which a fault begins.</summary>
    public const double FaultShare = 0.03;

    /// <summary>Share of sends that are sent twice in a row.</summary>
    public const double DuplicateShare = 0.2;

    /// <summary>A few faults, for the suite: each kind of process dies, spread over taking in and correlating in both rounds.</summary>
    public static ChaosPlan Small { get; } = new(1, 5, Rounds: 2, MeanGap: 900);

    /// <summary>As many as the environment asks for: <c>DISTILL_CHAOS_FAULTS</c>, 200 by default, and <c>DISTILL_CHAOS_SEED</c>.</summary>
    public static ChaosPlan Asked { get; } = new(Number("DISTILL_CHAOS_SEED", 1), Number("DISTILL_CHAOS_FAULTS", 200), Rounds: 8, MeanGap: 100);

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}

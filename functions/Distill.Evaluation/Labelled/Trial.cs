using Distill.Simulation;

namespace Distill.Evaluation.Labelled;

/// <summary>One simulation, by its rung, size and seed.</summary>
public sealed record Trial(string Rung, LadderSize Size)
{
    /// <summary>The seed of traffic that was not simulated.</summary>
    public const ulong FromOutside = 0;

    /// <summary>As "6000x500".</summary>
    public string SizeName => $"{Size.Innocent}x{Size.Campaign}";

    /// <summary>A trial of labelled traffic from outside. It is named after its labels and sized by them.</summary>
    public static Trial Of(LabelledTraffic traffic, int days) =>
        new(traffic.Truth.Scenario, new LadderSize(traffic.Innocent.Count, traffic.CampaignCalls.Count, days, FromOutside));

    public override string ToString() => $"{Rung} {SizeName} seed {Size.Seed}";
}

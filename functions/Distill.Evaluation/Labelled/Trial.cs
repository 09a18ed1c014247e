using Distill.Simulation;
using Distill.Simulation.Prompts;

namespace Distill.Evaluation.Labelled;

/// <summary>One simulation, by its rung, size and seed.</summary>
public sealed record Trial(string Rung, LadderSize Size)
{
    /// <summary>The seed of traffic that was not simulated.</summary>
    public const ulong FromOutside = 0;

    /// <summary>The size as text, such as "6000x500".</summary>
    public string SizeName => $"{Size.Innocent}x{Size.Campaign}";

    /// <summary>Returns a trial for labelled traffic from outside. Its name and size come from the labels.</summary>
    public static Trial Of(LabelledTraffic traffic, int days) =>
        new(traffic.Truth.Scenario, new LadderSize(traffic.Innocent.Count, traffic.CampaignCalls.Count, days, FromOutside));

    public override string ToString() => $"{Rung} {SizeName} seed {Size.Seed}{(Size.Stock == FramingStock.Narrow ? ", narrow stock" : "")}";
}

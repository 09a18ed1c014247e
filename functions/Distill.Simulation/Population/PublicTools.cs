using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Population;

/// <summary>Tools that anybody can get: packs of framings, programs that run by the clock, a benchmark harness. Numbers count up from 0.</summary>
internal sealed class PublicTools(ulong seed)
{
    private const int FramingsPerPack = 8;

    /// <summary>Returns the framings of a pack that teams buy.</summary>
    public Framing[] Pack(int number) =>
        [.. Enumerable.Range(0, FramingsPerPack).Select(rank => Framing.Public(Rng.Mix(Rng.Mix(seed, 0x9acd), (ulong)number), rank))];

    /// <summary>Returns a program that its users run by the clock.</summary>
    public ScheduledProgram Program(int number)
    {
        var rng = Rng.Of(seed, 0x5c4e, (ulong)number);
        var framings = Framing.Shelf(rng.Range(1, 2), Language.English, ref rng);
        return number % 2 == 0
            ? new(framings, new(60, 1), false)
            // A hosted workflow starts at the minute that its file names. The queue for machines adds minutes.
            : new(framings, new(24 * 60, rng.Between(4, 10)) { Minute = rng.Below(24 * 60), QueueSeconds = rng.Between(60, 400) }, true);
    }

    /// <summary>Returns the framings of the benchmark harness, one a task.</summary>
    public Framing[] Harness()
    {
        var rng = Rng.Of(seed, 0x4a27);
        return
        [
            Framing.Written(Language.English, ref rng) with
            {
                Task = PromptTask.Reason,
            },
            Framing.Written(Language.English, ref rng) with
            {
                Task = PromptTask.Math,
            },
            Framing.Written(Language.English, ref rng) with
            {
                Task = PromptTask.Code,
            },
        ];
    }
}

/// <summary>A public program that runs by the clock.</summary>
/// <param name="Framings">Its framings, the same for all its users.</param>
/// <param name="Rhythm">When it runs.</param>
/// <param name="Hosted">Whether it runs on machines of a workflow host, not on its user's own.</param>
internal sealed record ScheduledProgram(Framing[] Framings, ClockRhythm Rhythm, bool Hosted);

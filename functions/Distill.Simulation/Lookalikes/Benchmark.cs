using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>A benchmark run: one account sends hundreds of framed prompts (chain of thought, math or code) within about an hour, once.</summary>
internal sealed class Benchmark : ILookalike
{
    public string Kind => "bench";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        for (var i = 0; i < count; i++)
        {
            var account = crowd.Person(Calling.Program, Kind, ref rng);
            var day = rng.Below(crowd.Days);
            if (account.ActiveFrom > day * SimulatedTime.Day)
            {
                account.Created = account.ActiveFrom = day * SimulatedTime.Day - SimulatedTime.Hour;
            }

            account.Rhythm = new BurstRhythm(day, rng.Between(0, 22.5));
            account.CallsPerDay = rng.Range(200, 600);
            var task = rng.Pick([PromptTask.Reason, PromptTask.Math, PromptTask.Code]);
            account.Voice = account.Voice with { Framings = [Framing.Written(Language.English, ref rng) with { Task = task }], FramedShare = 1 };
        }
    }
}

using Distill.Simulation.Population;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>
/// Unrelated people who run one public benchmark harness every night. They send the same questions under the same framings, in the same order.
/// Everything else is their own.
/// </summary>
internal sealed class HarnessUser : ILookalike
{
    public string Kind => "harness";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        var framings = crowd.Tools.Harness();
        var client = Clients.Program(Platform.Api, ref rng);
        for (var i = 0; i < count; i++)
        {
            var account = crowd.Person(Calling.Program, Kind, ref rng);
            if (rng.Chance(.9))
            {
                account.Client = client;
            }

            account.Rhythm = new NightlyRhythm(rng.Pick([40, 80, 120]));
            account.Voice = account.Voice with { Language = Language.English, Framings = framings, FramedShare = 1 };
        }
    }
}

using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Prompts;

/// <summary>The voices of people without framings. They are made once, so that a million accounts share a few dozen.</summary>
internal static class Voices
{
    private const int Variants = 12;

    /// <summary>Chances that material is pasted. Some people never paste anything, others mostly do.</summary>
    public static double[] Pasting { get; } = [0, .1, .3, .65];

    private static readonly Dictionary<(Calling, Language, int), Voice> s_plain = MakePlain();

    public static Voice Of(Calling calling, Language language, ref Rng rng) => s_plain[(calling, language, rng.Below(Variants))];

    private static Dictionary<(Calling, Language, int), Voice> MakePlain()
    {
        var voices = new Dictionary<(Calling, Language, int), Voice>();
        foreach (var language in Enum.GetValues<Language>())
        {
            for (var variant = 0; variant < Variants; variant++)
            {
                var mix = variant % TaskMixes.People.Length;
                var pastes = Pasting[variant / TaskMixes.People.Length];
                voices[(Calling.Person, language, variant)] = new(TaskMixes.People[mix], language, []) { FollowUps = .16, Pastes = pastes * .5 };
                voices[(Calling.Maker, language, variant)] = new(TaskMixes.Makers[mix], language, []) { FollowUps = .1, Pastes = pastes };
                voices[(Calling.Program, language, variant)] = new(TaskMixes.Programs[mix], language, []) { Pastes = pastes };
            }
        }
        return voices;
    }
}

using Distill.Simulation.Population;
using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Prompts;

/// <summary>What somebody asks for and how: the tasks, the language, the templates and how freely they are worded.</summary>
/// <param name="Tasks">What is asked when no template says it.</param>
/// <param name="Language">Of the bodies.</param>
/// <param name="Frames">Templates, the favourite first; empty for somebody who just types.</param>
/// <param name="FramedShare">Share of sessions that use one of them.</param>
/// <param name="ParaphraseRate">Share of a template's words that differ from use to use.</param>
/// <param name="Pastes">Chance that material is pasted after what is asked: code, logs, tables, articles.</param>
/// <param name="Tongues">Languages from session to session, for somebody who speaks for many; else always <paramref name="Language"/>.</param>
/// <param name="FollowUps">Chance that a later call of a session is a short "go on" to the one before.</param>
internal sealed record Voice(
    Weighted<PromptTask> Tasks,
    Language Language,
    Frame[] Frames,
    double FramedShare = 0,
    double ParaphraseRate = 0,
    double FollowUps = 0,
    double Pastes = 0,
    Weighted<Language>? Tongues = null
)
{
    public Frame? FrameOf(ref Rng session)
    {
        if (Frames.Length == 0 || !session.Chance(FramedShare))
        {
            return null;
        }
        // The square leans to the front of the list: people have favourites.
        var at = session.Unit();
        return Frames[(int)(at * at * Frames.Length)];
    }
}

/// <summary>The voices of people without templates, made once: a million accounts share a few dozen.</summary>
internal static class Voices
{
    private const int Variants = 12;

    /// <summary>Some never paste anything, some mostly do.</summary>
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
                voices[(Calling.Person, language, variant)] = new(TaskMixes.People[mix], language, [], FollowUps: .16, Pastes: pastes * .5);
                voices[(Calling.Maker, language, variant)] = new(TaskMixes.Makers[mix], language, [], FollowUps: .1, Pastes: pastes);
                voices[(Calling.Program, language, variant)] = new(TaskMixes.Programs[mix], language, [], Pastes: pastes);
            }
        }
        return voices;
    }
}

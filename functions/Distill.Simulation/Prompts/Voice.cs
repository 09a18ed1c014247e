using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Prompts;

/// <summary>What somebody asks for and how: the tasks, the language, the framings and how freely they are worded.</summary>
/// <param name="Tasks">What is asked when no framing says it.</param>
/// <param name="Language">The language of the bodies.</param>
/// <param name="Framings">The favourite first; empty for somebody who just types.</param>
internal sealed record Voice(Weighted<PromptTask> Tasks, Language Language, Framing[] Framings)
{
    /// <summary>Share of sessions that use a framing.</summary>
    public double FramedShare { get; init; }

    /// <summary>Share of a framing's words that differ from use to use.</summary>
    public double ParaphraseRate { get; init; }

    /// <summary>Chance that a later call of a session is a short "go on".</summary>
    public double FollowUps { get; init; }

    /// <summary>Chance that material is pasted after the request: code, logs, tables, articles.</summary>
    public double Pastes { get; init; }

    /// <summary>Languages from session to session, for somebody who speaks for many. Null: always <see cref="Language"/>.</summary>
    public Weighted<Language>? Tongues { get; init; }

    public Framing? FramingOf(ref Rng session)
    {
        if (Framings.Length == 0 || !session.Chance(FramedShare))
        {
            return null;
        }
        // The square leans to the front of the list: people have favourites.
        var at = session.Unit();
        return Framings[(int)(at * at * Framings.Length)];
    }
}

using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Prompts;

/// <summary>What a person or program asks for, and how: tasks, language, framings, and how freely these are worded.</summary>
/// <param name="Tasks">The tasks, for prompts whose framing does not fix one.</param>
/// <param name="Language">The language of the bodies.</param>
/// <param name="Framings">The framings, the favourite first; empty for a person who just types.</param>
internal sealed record Voice(Weighted<PromptTask> Tasks, Language Language, Framing[] Framings)
{
    /// <summary>Share of sessions that use a framing.</summary>
    public double FramedShare { get; init; }

    /// <summary>Share of a framing's words that differ from use to use.</summary>
    public double ParaphraseRate { get; init; }

    /// <summary>The chance that a call is only a short "go on".</summary>
    public double FollowUps { get; init; }

    /// <summary>The chance that material follows the request: code, logs, tables, articles.</summary>
    public double Pastes { get; init; }

    /// <summary>Languages to draw from for each session, for an account that speaks for many people. Null: always <see cref="Language"/>.</summary>
    public Weighted<Language>? Tongues { get; init; }

    /// <summary>What the asker's client lays around every prompt; null if it sends prompts as they are.</summary>
    public ClientWrap? Wrap { get; init; }

    public Framing? FramingOf(ref Rng session)
    {
        if (Framings.Length == 0 || !session.Chance(FramedShare))
        {
            return null;
        }
        // The square prefers the front of the list, because people have favourites.
        var at = session.Unit();
        return Framings[(int)(at * at * Framings.Length)];
    }
}

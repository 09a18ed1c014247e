using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Prompts;

internal enum FramingStyle : byte
{
    /// <summary>What prompt engineers and pipelines write: role, introduction, task and format, before, after or around the body.</summary>
    Written,

    /// <summary>A program's system prompt before the body.</summary>
    System,

    /// <summary>An assignment's text. The question is about it.</summary>
    Assignment,

    /// <summary>The theme of a hackathon.</summary>
    Event,

    /// <summary>The few words that a translation or keyboard app puts before its user's text.</summary>
    App,
}

/// <summary>
/// A framing: the text around a prompt's body. It is stored as a seed, from which the grammar always makes the same words. So equal framings have
/// equal words.
/// </summary>
internal readonly record struct Framing(ulong Seed, FramingStyle Style, PromptTask Task, Language Language)
{
    /// <summary>Draws a new framing as a professional prompt writer would write it. A campaign's framings come from here, too.</summary>
    public static Framing Written(Language language, ref Rng rng) =>
        new(
            rng.Next(),
            FramingStyle.Written,
            TaskMixes.Framed.Draw(ref rng),
            language is Language.Chinese && rng.Chance(.7) ? Language.Chinese : Language.English
        );

    public static Framing System(PromptTask task, ref Rng rng) => new(rng.Next(), FramingStyle.System, task, Language.English);

    public static Framing Assignment(PromptTask task, ref Rng rng) => new(rng.Next(), FramingStyle.Assignment, task, Language.English);

    public static Framing Event(PromptTask task, ref Rng rng) => new(rng.Next(), FramingStyle.Event, task, Language.English);

    public static Framing App(PromptTask task, ref Rng rng) => new(rng.Next(), FramingStyle.App, task, Language.English);

    /// <summary>Returns a framing of the public list.</summary>
    public static Framing Public(ulong list, int rank)
    {
        var rng = Rng.Of(list, (ulong)rank);
        return Written(rank % 9 == 8 ? Language.Chinese : Language.English, ref rng);
    }

    public static Framing[] Shelf(int count, Language language, ref Rng rng)
    {
        var framings = new Framing[count];
        for (var i = 0; i < count; i++)
        {
            framings[i] = Written(language, ref rng);
        }

        return framings;
    }
}

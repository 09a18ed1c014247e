using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Prompts;

internal enum FramingStyle : byte
{
    /// <summary>What prompt engineers and pipelines write: role, framing, task, format; before, after or around the body.</summary>
    Written,

    /// <summary>A program's system prompt before the body.</summary>
    System,

    /// <summary>An assignment that the question is about.</summary>
    Assignment,

    /// <summary>The theme of a hackathon.</summary>
    Event,
}

/// <summary>
/// A framing is its seed. The grammar makes the same words from it each time, so none are stored. Equal framings have equal words.
/// </summary>
internal readonly record struct Framing(ulong Seed, FramingStyle Style, PromptTask Task, Language Language)
{
    /// <summary>A new framing of somebody who writes prompts for a living; a campaign's are made by no other code.</summary>
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

    /// <summary>One of the framings of the public list.</summary>
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

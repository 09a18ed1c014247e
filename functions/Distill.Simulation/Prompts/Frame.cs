using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Prompts;

internal enum FrameStyle : byte
{
    /// <summary>What prompt engineers and pipelines write: role, framing, task, format; before, after or around the body.</summary>
    Template,

    /// <summary>A program's system prompt before the body.</summary>
    System,

    /// <summary>An assignment that the question is about.</summary>
    Assignment,

    /// <summary>The theme of a hackathon.</summary>
    Event,
}

/// <summary>
/// A template is its seed: the words come out of the grammar the same each time, so that none is stored. Equal frames are equal words.
/// </summary>
internal readonly record struct Frame(ulong Seed, FrameStyle Style, PromptTask Task, Language Language)
{
    /// <summary>A new template of somebody who writes prompts for a living; a campaign's are made by no other code.</summary>
    public static Frame Written(Language language, ref Rng rng) =>
        new(
            rng.Next(),
            FrameStyle.Template,
            TaskMixes.Framed.Draw(ref rng),
            language is Language.Chinese && rng.Chance(.7) ? Language.Chinese : Language.English
        );

    public static Frame System(PromptTask task, ref Rng rng) => new(rng.Next(), FrameStyle.System, task, Language.English);

    public static Frame Assignment(PromptTask task, ref Rng rng) => new(rng.Next(), FrameStyle.Assignment, task, Language.English);

    public static Frame Event(PromptTask task, ref Rng rng) => new(rng.Next(), FrameStyle.Event, task, Language.English);

    /// <summary>One of the templates of the public list.</summary>
    public static Frame Public(ulong list, int rank)
    {
        var rng = Rng.Of(list, (ulong)rank);
        return Written(rank % 9 == 8 ? Language.Chinese : Language.English, ref rng);
    }

    public static Frame[] Shelf(int count, Language language, ref Rng rng)
    {
        var frames = new Frame[count];
        for (var i = 0; i < count; i++)
        {
            frames[i] = Written(language, ref rng);
        }

        return frames;
    }
}

using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Prompts;

/// <summary>Makes bodies from the built-in grammar.</summary>
public sealed class GrammarPrompts : IPromptSource
{
    private readonly int[,] _symbols = new int[Enum.GetValues<PromptTask>().Length, Enum.GetValues<Language>().Length];

    private GrammarPrompts()
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            foreach (var task in Enum.GetValues<PromptTask>())
            {
                _symbols[(int)task, (int)language] = Symbol(task, language);
            }
        }
    }

    public static GrammarPrompts Shared { get; } = new();

    public void Write(PromptTask task, Language language, ulong owner, uint item, PromptText into)
    {
        var unused = default(Rng);
        var start = into.Length;
        Grammar.Shared.Expand(_symbols[(int)task, (int)language], Topics.Seed(owner, item), 0, ref unused, into);
        into.TrimEnd(start);
    }

    /// <summary>
    /// Returns the symbol for a task. If a language has no words for the task, it is the English one: real people often ask in English, too.
    /// </summary>
    private static int Symbol(PromptTask task, Language language)
    {
        var name = $"{Languages.Prefix(language)}.{task.ToString().ToLowerInvariant()}";
        return Grammar.Shared.Find(Grammar.Shared.Has(name) ? name : $"en.{task.ToString().ToLowerInvariant()}");
    }
}

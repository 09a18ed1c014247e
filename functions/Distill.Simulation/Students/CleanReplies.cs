using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;

namespace Distill.Simulation.Students;

/// <summary>
/// Makes unmarked answers from the built-in grammar. They stand for a model's answers before marking, and are the control of an audit that is given
/// none.
/// </summary>
public static class CleanReplies
{
    private static readonly int s_reply = Grammar.Shared.Find("reply");

    /// <summary>Returns an endless sequence of answers. Equal seeds give equal answers.</summary>
    public static IEnumerable<string> Of(ulong seed)
    {
        for (var item = 0UL; ; item++)
        {
            var (unused, text) = (default(Rng), new PromptText());
            Grammar.Shared.Expand(s_reply, Rng.Mix(seed, item), 0, ref unused, text);
            yield return text.ToString();
        }
    }
}

using Distill.Simulation.Randomness;

namespace Distill.Simulation.Prompts;

/// <summary>What a popular client lays around every prompt of all its users: a system prompt in front, some forty words of reminder behind.</summary>
/// <param name="Seed">Decides the words. All users of a client have the same.</param>
/// <param name="InText">Whether the log has it in the prompt. Otherwise it has fields of its own.</param>
internal sealed record ClientWrap(ulong Seed, bool InText)
{
    private static readonly int s_system = Grammar.Shared.Find("en.system");
    private static readonly int s_reminder = Grammar.Shared.Find("en.reminder");

    public void WriteSystem(PromptText into) => Write(s_system, into);

    public void WriteReminder(PromptText into) => Write(s_reminder, into);

    private void Write(int symbol, PromptText into)
    {
        var unused = default(Rng);
        var start = into.Length;
        Grammar.Shared.Expand(symbol, Rng.Mix(Seed, (ulong)symbol), 0, ref unused, into);
        into.TrimEnd(start);
    }
}

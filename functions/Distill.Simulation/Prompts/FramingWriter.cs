using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Prompts;

/// <summary>
/// Writes a framing around a body. The framing's seed decides the pieces (role, introduction, task, format, constraint), their order, and whether
/// they stand before the body, after it or around it. Paraphrasing chooses other words and sometimes swaps two pieces.
/// </summary>
internal sealed class FramingWriter
{
    private const int MostPieces = 8;
    private const double WordingForWords = 2;

    private readonly Grammar _grammar = Grammar.Shared;
    private readonly int[] _roles = Symbols("role");
    private readonly int[] _intros = Symbols("intro");
    private readonly int[] _formats = Symbols("format");
    private readonly int[] _constraints = Symbols("constraint");
    private readonly int[,] _tasks = new int[2, Enum.GetValues<PromptTask>().Length];
    private readonly int _system = Grammar.Shared.Find("en.system");
    private readonly int _assignment = Grammar.Shared.Find("en.assignment");
    private readonly int _event = Grammar.Shared.Find("en.event");
    private readonly int _app = Grammar.Shared.Find("en.app");
    private readonly int[] _followUps = [.. Enum.GetValues<Language>().Select(l => Grammar.Shared.Find($"{Languages.Prefix(l)}.followup"))];
    private readonly int[] _before = new int[MostPieces];
    private readonly int[] _after = new int[MostPieces];

    private readonly SentenceStock _stock;

    public FramingWriter(SentenceStock stock)
    {
        _stock = stock;
        foreach (var task in Enum.GetValues<PromptTask>())
        {
            // Small talk has no framing of its own, so use the one for answers.
            var name = (task == PromptTask.Chat ? PromptTask.Answer : task).ToString().ToLowerInvariant();
            for (var l = 0; l < 2; l++)
            {
                _tasks[l, (int)task] = _grammar.Find($"{(l == 0 ? "en" : "zh")}.task.{name}");
            }
        }
    }

    public void FollowUp(Language language, ref Rng rng, PromptText into)
    {
        var unused = default(Rng);
        _grammar.Expand(_followUps[(int)language], rng.Next(), 0, ref unused, into);
    }

    /// <summary>Appends the framing with a body in it.</summary>
    /// <param name="framing">The framing.</param>
    /// <param name="body">The body, which appends itself.</param>
    /// <param name="paraphrase">Share of the words that vary from call to call.</param>
    /// <param name="wording">The generator that chooses this call's words.</param>
    /// <param name="into">Where the text is appended.</param>
    public void Write(in Framing framing, BodyWriter body, double paraphrase, ref Rng wording, PromptText into)
    {
        var rng = new Rng(framing.Seed);
        // The rate must be higher than the share of words, because a new choice is often the same as the old one, and words that carry meaning never
        // vary.
        var rate = Math.Min(1, paraphrase * WordingForWords);
        if (framing.Style != FramingStyle.Written)
        {
            var start = into.Length;
            var symbol = framing.Style switch
            {
                FramingStyle.System => _system,
                FramingStyle.Assignment => _assignment,
                FramingStyle.App => _app,
                _ => _event,
            };
            _grammar.Expand(symbol, rng.Next(), rate, ref wording, into);
            into.TrimEnd(start);
            into.Append("\n\n");
            body.Write(into);
            return;
        }
        var (before, after) = Pieces(framing, ref rng);
        var (open, close) = Fence(ref rng);
        var gap = rng.Chance(.5) ? " " : "\n";
        var seeds = rng.Next();
        Shuffle(_before.AsSpan(0, before), paraphrase, ref wording);
        Shuffle(_after.AsSpan(0, after), paraphrase, ref wording);
        for (var i = 0; i < before; i++)
        {
            if (i > 0)
            {
                into.Append(gap);
            }

            Sentence(_before[i], framing, seeds, rate, ref wording, into);
        }
        if (before > 0)
        {
            into.Append("\n\n");
        }

        into.Append(open);
        body.Write(into);
        into.Append(close);
        if (after > 0)
        {
            into.Append("\n\n");
        }

        for (var i = 0; i < after; i++)
        {
            if (i > 0)
            {
                into.Append(gap);
            }

            Sentence(_after[i], framing, seeds, rate, ref wording, into);
        }
    }

    private void Sentence(int symbol, in Framing framing, ulong seeds, double rate, ref Rng wording, PromptText into)
    {
        var isTask = symbol == _tasks[0, (int)framing.Task] || symbol == _tasks[1, (int)framing.Task];
        _grammar.Expand(symbol, _stock.Seed(seeds, symbol, isTask), rate, ref wording, into, framing.Seed);
    }

    private (int Before, int After) Pieces(in Framing framing, ref Rng rng)
    {
        var l = framing.Language == Language.Chinese ? 1 : 0;
        var (before, after) = (0, 0);
        var place = rng.Unit();
        // There are three cases: all before the body, all after it, or the task before and the rest after.
        var taskBefore = place < .75;
        var restBefore = place < .5 || place > .88;
        if (rng.Chance(.7))
        {
            _before[before++] = _roles[l];
        }

        if (rng.Chance(.55) && taskBefore)
        {
            _before[before++] = _intros[l];
        }

        if (taskBefore)
        {
            _before[before++] = _tasks[l, (int)framing.Task];
        }
        else
        {
            _after[after++] = _tasks[l, (int)framing.Task];
        }

        if (rng.Chance(.75))
        {
            if (restBefore)
            {
                _before[before++] = _formats[l];
            }
            else
            {
                _after[after++] = _formats[l];
            }
        }
        if (rng.Chance(.5))
        {
            if (restBefore)
            {
                _before[before++] = _constraints[l];
            }
            else
            {
                _after[after++] = _constraints[l];
            }
        }
        return (before, after);
    }

    /// <summary>
    /// Draws what separates the body from the framing: nothing, a heading, rules or tags. Returns the text before and after the body.
    /// </summary>
    private static (string Open, string Close) Fence(ref Rng rng)
    {
        var kind = rng.Unit();
        var name = rng.Pick(s_names);
        if (kind < .4)
        {
            return ("", "");
        }

        if (kind < .6)
        {
            return ($"{char.ToUpperInvariant(name[0])}{name[1..]}:\n", "");
        }

        if (kind < .7)
        {
            return ("---\n", "\n---");
        }

        if (kind < .8)
        {
            return ("\"\"\"\n", "\n\"\"\"");
        }

        if (kind < .9)
        {
            return ($"<{name}>\n", $"\n</{name}>");
        }

        return ($"## {char.ToUpperInvariant(name[0])}{name[1..]}\n", "");
    }

    private static readonly string[] s_names = ["input", "item", "request", "case", "ticket", "sample", "entry", "prompt", "record", "query"];

    private static void Shuffle(Span<int> pieces, double paraphrase, ref Rng wording)
    {
        if (paraphrase <= 0)
        {
            return;
        }

        for (var i = 1; i < pieces.Length; i++)
        {
            if (wording.Chance(paraphrase * .4))
            {
                (pieces[i - 1], pieces[i]) = (pieces[i], pieces[i - 1]);
            }
        }
    }

    private static int[] Symbols(string piece) => [Grammar.Shared.Find($"en.{piece}"), Grammar.Shared.Find($"zh.{piece}")];
}

using System.Globalization;
using Distill.Contracts.Prompts;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>
/// Finds groups in which unusually many accounts keep asking for what models are trained on: reasoning written out, graded answers, answers that
/// are safe from censors.
/// </summary>
/// <remarks>
/// Each account's prompts go through Wald's sequential test (doi:10.1214/aoms/1177731118). A beta-binomial tail then judges how many accounts
/// crossed. A provider reported these requests of distillers in February 2026. Real people's prompts match at .001 to .012 (Open Assistant, Chatbot
/// Arena, BFCL live), a corpus for chain-of-thought distillation at .70, plain instruction data at .001. So the signal is blind to plain
/// instruction data, and it never decides alone. Readers of a prompting guide and benchmarks match as well.
/// </remarks>
internal sealed class Elicitation(ReferenceSample reference)
{
    // The intents that count as a match.
    private const PromptIntent Asked = PromptIntent.ChainOfThought | PromptIntent.CensorshipSafe | PromptIntent.RubricGrading;

    // Fewest known prompts of an account. Fewer can't end the test.
    private const int MinPrompts = 5;

    // Fewest members that must cross. One or two may do it for reasons of their own.
    private const int MinCrossed = 3;

    // p0 is the largest share that people's prompts reach. alpha is per account: of a thousand innocent accounts, one crosses in ten runs.
    private static readonly SequentialTest s_test = new(p0: .06, p1: .5, alpha: 1e-4, beta: .05);

    private readonly HabitShare _crossed = new(
        reference,
        static p =>
            p.KnownPrompts < MinPrompts ? null
            : Crosses(p) ? 1
            : 0
    );

    /// <summary>True when the account's prompts, in order, ended the test with "elicits".</summary>
    public static bool Crosses(AccountProfile account)
    {
        using var buffer = Scratch.Rent<CallBuffer>();
        var sum = 0.0;
        foreach (ref readonly var call in account.Read(buffer.Value))
        {
            if (call.PromptInPlace.IsKnown && s_test.Step(ref sum, (call.PromptInPlace.Intent & Asked) != 0) is { } verdict)
            {
                return verdict;
            }
        }

        return false;
    }

    /// <summary>Null when fewer than three members crossed, or when innocent groups reach it more often than once in 100.</summary>
    public Evidence? Measure(AccountGroup group)
    {
        if (_crossed.Judge(group) is not { } reading || -reading.LogChance < Rarity.LeastWeight)
        {
            return null;
        }

        var crossed = (int)Math.Round(reading.Mean * reading.Accounts);
        if (crossed < MinCrossed)
        {
            return null;
        }

        long prompts = 0,
            hits = 0;
        using var buffer = Scratch.Rent<CallBuffer>();
        foreach (var member in group.Members)
        {
            foreach (ref readonly var call in member.Read(buffer.Value))
            {
                prompts += call.PromptInPlace.IsKnown ? 1 : 0;
                hits += call.PromptInPlace.IsKnown && (call.PromptInPlace.Intent & Asked) != 0 ? 1 : 0;
            }
        }

        return new Evidence(
            EvidenceKind.Content,
            "elicitation",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{crossed} of {reading.Accounts} accounts keep asking for reasoning to be written out, answers to be graded or made safe "
                    + $"from censors ({(double)hits / prompts:P0} of the prompts), where {reading.Expected:P1} of other accounts do; by chance "
                    + $"{Rarity.OneIn(-reading.LogChance)}."
            ),
            -reading.LogChance
        );
    }
}

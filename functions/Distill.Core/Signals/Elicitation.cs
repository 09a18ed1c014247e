using System.Globalization;
using Distill.Contracts.Prompts;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>
/// More of a group's accounts keep asking for what models are trained on (reasoning written out, graded answers, answers safe from censors) than
/// others do.
/// </summary>
/// <remarks>
/// Wald's sequential test of each account's prompts, then a beta-binomial tail of the accounts that crossed. Reasoning asked for, answers graded and
/// rewritten for censors are what a provider reported of distillers in February 2026. Real people's prompts hit at .001 to .012 (Open Assistant,
/// Chatbot Arena, BFCL live), a corpus for chain-of-thought distillation at .70, plain instruction data at .001: blind to the latter, so never alone.
/// A prompting guide's readers and benchmarks do it as well.
/// </remarks>
internal sealed class Elicitation(ReferenceSample reference)
{
    private const PromptIntent Asked = PromptIntent.ChainOfThought | PromptIntent.CensorshipSafe | PromptIntent.RubricGrading;

    // Fewer prompts end no test.
    private const int MinPrompts = 5;

    // Members whose test must end so: one or two have their reasons.
    private const int MinCrossed = 3;

    // p0 is the most that people's prompts hit; alpha is per account, so that a thousand innocents cross once in ten runs.
    private static readonly SequentialTest s_test = new(p0: .06, p1: .5, alpha: 1e-4, beta: .05);

    private readonly HabitShare _crossed = new(
        reference,
        static p =>
            p.KnownPrompts < MinPrompts ? null
            : Crosses(p) ? 1
            : 0
    );

    /// <summary>True when the account's prompts, in order, ended the test at "elicits".</summary>
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

    /// <summary>Null when fewer than three members crossed, or no more than innocent groups have once in 100.</summary>
    public Evidence? Measure(AccountGroup group)
    {
        if (_crossed.Judge(group) is not { } reading || -reading.LogChance < Chance.LeastWeight)
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
                    + $"{Chance.OneIn(-reading.LogChance)}."
            ),
            -reading.LogChance
        );
    }
}

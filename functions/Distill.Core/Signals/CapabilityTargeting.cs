using System.Globalization;
using Distill.Contracts.Prompts;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>
/// Finds groups whose prompts concentrate on one capability that is worth copying, more than other accounts' prompts do. The capabilities are
/// software engineering, tool orchestration, agentic reasoning and data analysis, and all of them together.
/// </summary>
/// <remarks>
/// These are the targets of the campaigns reported in February and June 2026. The measure is the share of each account's prompts, so that one busy
/// account does not speak for the group. The test is a beta tail of the group's mean (<see cref="HabitShare"/>), times the five shares tried. The
/// baseline is the population and its natural groups: where many accounts are engineers', or a third of the programs, engineering is nothing
/// unusual. Users of code editors and build fleets do it too.
/// </remarks>
internal sealed class CapabilityTargeting
{
    // Fewest prompts of an account. Fewer give a share of almost nothing or all.
    private const int MinPrompts = 5;

    private static readonly (PromptIntent Intent, string Name)[] s_targets =
    [
        (PromptIntent.SoftwareEngineering, "software engineering"),
        (PromptIntent.ToolOrchestration, "tool orchestration"),
        (PromptIntent.AgenticReasoning, "agentic reasoning"),
        (PromptIntent.DataAnalysis, "data analysis"),
        (PromptIntent.Capabilities, "software engineering, tool orchestration, agentic reasoning or data analysis"),
    ];

    private readonly HabitShare[] _shares;

    public CapabilityTargeting(ReferenceSample reference) =>
        _shares = [.. s_targets.Select(t => new HabitShare(reference, p => ShareOf(p, t.Intent)))];

    /// <summary>
    /// Returns the strongest concentration. Null when fewer than eight members made five prompts, or when innocent groups reach it more often than
    /// once in 100.
    /// </summary>
    public Evidence? Measure(AccountGroup group)
    {
        Evidence? best = null;
        for (var i = 0; i < s_targets.Length; i++)
        {
            if (_shares[i].Judge(group) is not { } reading)
            {
                continue;
            }

            var weight = -reading.LogChance - Math.Log(s_targets.Length);
            if (weight >= Rarity.LeastWeight && weight > (best?.LogLikelihoodRatio ?? 0))
            {
                best = new Evidence(
                    EvidenceKind.Content,
                    "capability_targeting",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{reading.Mean:P0} of the prompts of {reading.Accounts} accounts are about {s_targets[i].Name}, where "
                            + $"{reading.Expected:P0} of other accounts' are; by chance {Rarity.OneIn(weight)}."
                    ),
                    weight
                );
            }
        }

        return best;
    }

    private static double? ShareOf(AccountProfile profile, PromptIntent target)
    {
        int prompts = 0,
            aimed = 0;
        using var buffer = Scratch.Rent<CallBuffer>();
        foreach (ref readonly var call in profile.Read(buffer.Value))
        {
            prompts += call.Prompt.IsKnown ? 1 : 0;
            aimed += (call.Prompt.Intent & target) != 0 ? 1 : 0;
        }

        return prompts < MinPrompts ? null : (double)aimed / prompts;
    }
}

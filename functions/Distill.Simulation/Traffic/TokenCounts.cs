using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;

namespace Distill.Simulation.Traffic;

/// <summary>
/// Draws lengths in tokens. Input is the prompt, counted by its letters, and what was sent along for the task (files, earlier turns). Output depends
/// on the task, and is 10 % longer with a framing. Lengths never depend on who asks.
/// </summary>
internal static class TokenCounts
{
    private const double OutputSigma = .75;
    private const double ContextSigma = 1.1;

    public static int Input(ReadOnlySpan<char> prompt, PromptTask task, ref Rng rng)
    {
        var wide = 0;
        foreach (var c in prompt)
        {
            if (c > 0x2E80)
            {
                wide++;
            }
        }
        var own = (prompt.Length - wide) / 4.1 + wide / 1.4;
        var context = task switch
        {
            PromptTask.Agent => rng.Chance(.6) ? rng.LogNormal(5200, ContextSigma) : 0,
            PromptTask.Code => rng.Chance(.45) ? rng.LogNormal(1800, ContextSigma) : 0,
            PromptTask.Data or PromptTask.Extract or PromptTask.Summary => rng.Chance(.4) ? rng.LogNormal(1100, ContextSigma) : 0,
            _ => rng.Chance(.25) ? rng.LogNormal(500, ContextSigma) : 0,
        };
        return Math.Clamp((int)(own * rng.Between(.95, 1.08) + context) + 3, 4, 190_000);
    }

    public static int Output(PromptTask task, bool framed, ref Rng rng)
    {
        var median = task switch
        {
            PromptTask.Agent => 620,
            PromptTask.Code => 760,
            PromptTask.Data => 560,
            PromptTask.Reason => 820,
            PromptTask.Math => 520,
            PromptTask.Write => 640,
            PromptTask.Rewrite => 380,
            PromptTask.Grade => 290,
            PromptTask.Summary => 240,
            PromptTask.Translate => 180,
            PromptTask.Extract => 150,
            PromptTask.Chat => 140,
            _ => 340,
        };
        return Math.Clamp((int)rng.LogNormal(framed ? median * 1.1 : median, OutputSigma), 1, 32_000);
    }
}

using Distill.Simulation.Randomness;

namespace Distill.Simulation.Prompts;

/// <summary>What is pasted after a request: one block or several, so that lengths have the long tail that pasted text gives them.</summary>
internal static class Material
{
    const double BlocksMean = 2.4;

    static readonly int Code = Grammar.Shared.Find("material.code");
    static readonly int Table = Grammar.Shared.Find("material.table");
    static readonly int Prose = Grammar.Shared.Find("material.prose");

    public static void Write(PromptTask task, ulong owner, uint item, PromptText into)
    {
        var rng = Rng.Of(Topics.Seed(owner, item), 0x3a7e);
        var unused = default(Rng);
        var symbol = task switch
        {
            PromptTask.Code or PromptTask.Agent => Code,
            PromptTask.Data or PromptTask.Extract or PromptTask.Math => Table,
            _ => Prose,
        };
        for (var blocks = rng.Geometric(BlocksMean); blocks > 0; blocks--)
        {
            into.Append("\n\n");
            Grammar.Shared.Expand(symbol, rng.Next(), 0, ref unused, into);
        }
    }
}

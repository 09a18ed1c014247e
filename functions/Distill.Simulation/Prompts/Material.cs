using Distill.Simulation.Randomness;

namespace Distill.Simulation.Prompts;

/// <summary>Makes text that is pasted after a request: one block or several, so that a few prompts are very long, as with real pasted text.</summary>
internal static class Material
{
    private const double BlocksMean = 2.4;

    private static readonly int s_code = Grammar.Shared.Find("material.code");
    private static readonly int s_table = Grammar.Shared.Find("material.table");
    private static readonly int s_prose = Grammar.Shared.Find("material.prose");

    public static void Write(PromptTask task, ulong owner, uint item, PromptText into)
    {
        var rng = Rng.Of(Topics.Seed(owner, item), 0x3a7e);
        var unused = default(Rng);
        var symbol = task switch
        {
            PromptTask.Code or PromptTask.Agent => s_code,
            PromptTask.Data or PromptTask.Extract or PromptTask.Math => s_table,
            _ => s_prose,
        };
        for (var blocks = rng.Geometric(BlocksMean); blocks > 0; blocks--)
        {
            into.Append("\n\n");
            Grammar.Shared.Expand(symbol, rng.Next(), 0, ref unused, into);
        }
    }
}

using Distill.Simulation.Randomness;

namespace Distill.Simulation.Prompts;

/// <summary>Makes names as they stand in code: one to three words, in one of the usual cases.</summary>
internal static class Identifiers
{
    private static readonly string[] s_words =
    [
        "order",
        "user",
        "batch",
        "token",
        "cache",
        "queue",
        "parser",
        "event",
        "shard",
        "index",
        "window",
        "frame",
        "score",
        "route",
        "graph",
        "node",
        "price",
        "stock",
        "ledger",
        "invoice",
        "session",
        "widget",
        "sensor",
        "metric",
        "config",
        "loader",
        "buffer",
        "stream",
        "packet",
        "retry",
        "lease",
        "tenant",
        "quota",
        "policy",
        "schema",
        "field",
        "column",
        "record",
        "merge",
        "split",
        "filter",
        "group",
        "rank",
        "weight",
        "vector",
        "matrix",
        "click",
        "visit",
        "track",
        "album",
        "recipe",
        "ticket",
        "seat",
        "flight",
        "parcel",
        "depot",
        "rider",
        "driver",
        "claim",
        "refund",
        "draft",
        "page",
    ];

    public static void Write(ulong seed, PromptText into)
    {
        var rng = new Rng(seed);
        var snake = rng.Chance(.55);
        var words = rng.Range(1, 3);
        for (var w = 0; w < words; w++)
        {
            if (w > 0 && snake)
            {
                into.Append("_");
            }

            var at = into.Length;
            into.Append(rng.Pick(s_words));
            if (w > 0 && !snake)
            {
                into.Capitalise(at);
            }
        }
        if (rng.Chance(.3))
        {
            into.Append(rng.Range(2, 64));
        }
    }
}

using Distill.Simulation.Randomness;

namespace Distill.Simulation.Prompts;

public enum PromptTask
{
    Answer,
    Chat,
    Write,
    Code,
    Agent,
    Data,
    Reason,
    Math,
    Rewrite,
    Grade,
    Summary,
    Extract,
    Translate,
}

/// <summary>What different people ask for, as weighted tasks.</summary>
internal static class TaskMixes
{
    public static Weighted<PromptTask>[] People { get; } =
    [
        new(
            (PromptTask.Answer, 40),
            (PromptTask.Chat, 25),
            (PromptTask.Write, 20),
            (PromptTask.Translate, 5),
            (PromptTask.Math, 5),
            (PromptTask.Summary, 5)
        ),
        new(
            (PromptTask.Write, 40),
            (PromptTask.Answer, 20),
            (PromptTask.Chat, 10),
            (PromptTask.Rewrite, 12),
            (PromptTask.Summary, 12),
            (PromptTask.Translate, 6)
        ),
        new(
            (PromptTask.Answer, 30),
            (PromptTask.Code, 25),
            (PromptTask.Chat, 15),
            (PromptTask.Reason, 10),
            (PromptTask.Write, 10),
            (PromptTask.Math, 10)
        ),
    ];

    public static Weighted<PromptTask>[] Makers { get; } =
    [
        new((PromptTask.Code, 55), (PromptTask.Agent, 25), (PromptTask.Answer, 12), (PromptTask.Data, 8)),
        new((PromptTask.Agent, 55), (PromptTask.Code, 35), (PromptTask.Chat, 4), (PromptTask.Reason, 6)),
        new((PromptTask.Data, 40), (PromptTask.Code, 30), (PromptTask.Reason, 15), (PromptTask.Answer, 15)),
    ];

    public static Weighted<PromptTask>[] Programs { get; } =
    [
        new((PromptTask.Extract, 40), (PromptTask.Summary, 30), (PromptTask.Grade, 15), (PromptTask.Translate, 15)),
        new((PromptTask.Answer, 35), (PromptTask.Chat, 20), (PromptTask.Write, 25), (PromptTask.Rewrite, 20)),
        new((PromptTask.Agent, 35), (PromptTask.Data, 30), (PromptTask.Code, 20), (PromptTask.Reason, 15)),
    ];

    /// <summary>The tasks that a framing can be for. Both campaigns and honest prompt engineers draw from here.</summary>
    public static Weighted<PromptTask> Framed { get; } =
        new(
            (PromptTask.Reason, 18),
            (PromptTask.Code, 16),
            (PromptTask.Agent, 16),
            (PromptTask.Data, 12),
            (PromptTask.Grade, 9),
            (PromptTask.Rewrite, 8),
            (PromptTask.Write, 7),
            (PromptTask.Answer, 5),
            (PromptTask.Extract, 4),
            (PromptTask.Summary, 3),
            (PromptTask.Math, 2)
        );
}

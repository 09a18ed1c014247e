namespace Distill.Contracts.Prompts;

/// <summary>
/// What a prompt asks for, as far as a vocabulary of the field shows it. Several may be set. <see cref="None"/> says only that no known phrase was
/// found.
/// </summary>
[Flags]
public enum PromptIntent
{
    None = 0,

    /// <summary>It asks to write out the reasoning behind an answer: "think step by step", "show your reasoning", "思维链".</summary>
    ChainOfThought = 1,

    /// <summary>It asks to make a text safe from censors or regulators: "rewrite it so that it passes moderation", "敏感词".</summary>
    CensorshipSafe = 2,

    /// <summary>It asks to grade an answer by a rubric or on a scale. Reward models are trained on that.</summary>
    RubricGrading = 4,

    /// <summary>It holds program code, or words of people who write code.</summary>
    SoftwareEngineering = 8,

    /// <summary>It describes tools or functions that can be called.</summary>
    ToolOrchestration = 16,

    /// <summary>It is about plans, subtasks, or agents that act and observe.</summary>
    AgenticReasoning = 32,

    /// <summary>It is about datasets, statistics or charts.</summary>
    DataAnalysis = 64,

    /// <summary>All intents that name a capability.</summary>
    Capabilities = SoftwareEngineering | ToolOrchestration | AgenticReasoning | DataAnalysis,
}

namespace Distill.Contracts.Prompts;

/// <summary>
/// What a prompt asks for, as far as a vocabulary of the field can tell. Several may be set; none says only that no known phrase stood in it.
/// </summary>
[Flags]
public enum PromptIntent
{
    None = 0,

    /// <summary>The reasoning behind an answer is to be written out: "think step by step", "show your reasoning", "思维链".</summary>
    ChainOfThought = 1,

    /// <summary>A text is to be made safe from censors or regulators: "rewrite it so that it passes moderation", "敏感词".</summary>
    CensorshipSafe = 2,

    /// <summary>An answer is to be graded by a rubric or on a scale: what reward models are trained on.</summary>
    RubricGrading = 4,

    /// <summary>Program code, or words of those who write it.</summary>
    SoftwareEngineering = 8,

    /// <summary>Tools or functions are described, to be called or chosen.</summary>
    ToolOrchestration = 16,

    /// <summary>Plans, subtasks, agents that act and observe.</summary>
    AgenticReasoning = 32,

    /// <summary>Datasets, statistics, charts.</summary>
    DataAnalysis = 64,

    /// <summary>All that make a capability class.</summary>
    Capabilities = SoftwareEngineering | ToolOrchestration | AgenticReasoning | DataAnalysis,
}

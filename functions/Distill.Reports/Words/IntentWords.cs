using Distill.Contracts.Prompts;

namespace Distill.Reports.Words;

/// <summary>What calls ask for, in plain words.</summary>
public static class IntentWords
{
    /// <summary>The words of one intent; null stands for a prompt that is not known.</summary>
    public static string Of(PromptIntent? intent) =>
        intent switch
        {
            PromptIntent.SoftwareEngineering => "Software engineering",
            PromptIntent.ToolOrchestration => "Tool orchestration",
            PromptIntent.AgenticReasoning => "Agentic reasoning",
            PromptIntent.DataAnalysis => "Data analysis",
            PromptIntent.ChainOfThought => "Reasoning written out",
            PromptIntent.RubricGrading => "Grading by a rubric",
            PromptIntent.CensorshipSafe => "Text that passes a censor",
            null => "The prompt is not known",
            _ => "None of these",
        };
}

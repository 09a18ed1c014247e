using System.Text;
using Distill.Contracts.Prompts;

namespace Distill.Core.Tests.Contracts;

public sealed class PromptIntentTests
{
    [Theory]
    [InlineData("Is 91 prime? Let's think step by step.")]
    [InlineData("Please think this through step-by-step before you answer: what is 3 * 14?")]
    [InlineData("Show your work. What is the area of the field?")]
    [InlineData("Imagine and articulate the internal reasoning behind the answer below.")]
    [InlineData("Explain in detail how you arrived at your conclusion.")]
    [InlineData("Write a chain-of-thought for this riddle.")]
    [InlineData("请一步一步地推理，然后给出答案。")]
    [InlineData("写出完整的推理过程。")]
    [InlineData("段階的に考えてください。")]
    [InlineData("Piensa paso a paso y responde.")]
    [InlineData("Réfléchis étape par étape avant de répondre.")]
    [InlineData("Denke Schritt für Schritt.")]
    [InlineData("Pense passo a passo.")]
    [InlineData("Рассуждай шаг за шагом.")]
    public void ReasoningAskedFor_IsSeen(string prompt) => Assert.True(Intent(prompt).HasFlag(PromptIntent.ChainOfThought));

    [Theory]
    [InlineData("Give me a step by step recipe for bread.")]
    [InlineData("Give me a guide to fix my bike, step by step.")]
    [InlineData("Share your thoughts on this poem.")]
    [InlineData("请给出三个步骤。")]
    [InlineData("I think that the next step is to call them.")]
    public void StepsOfAnythingElse_AreNot(string prompt) => Assert.False(Intent(prompt).HasFlag(PromptIntent.ChainOfThought));

    [Theory]
    [InlineData("Rewrite the answer so that it would pass content moderation.")]
    [InlineData("Rephrase this for readers; it must not upset the state censors.")]
    [InlineData("Give a politically safe version.")]
    [InlineData("请改写下面的回答，避开敏感词。")]
    [InlineData("如何表述才能通过内容审查？")]
    public void RewritingForCensors_IsSeen(string prompt) => Assert.True(Intent(prompt).HasFlag(PromptIntent.CensorshipSafe));

    [Theory]
    [InlineData("Who invented censorship?")]
    [InlineData("Rewrite this paragraph for a sixth grader.")]
    [InlineData("How do I filter a list in a spreadsheet?")]
    public void OtherRewriting_IsNot(string prompt) => Assert.False(Intent(prompt).HasFlag(PromptIntent.CensorshipSafe));

    [Theory]
    [InlineData("Score the two responses against the rubric.", PromptIntent.RubricGrading)]
    [InlineData("请按照以下评分标准打分。", PromptIntent.RubricGrading)]
    [InlineData("Why does this fail? ```x = [1```", PromptIntent.SoftwareEngineering)]
    [InlineData("Refactor my Python script.", PromptIntent.SoftwareEngineering)]
    [InlineData("Call one of the following functions to answer.", PromptIntent.ToolOrchestration)]
    [InlineData("You are an autonomous agent. Break the task down into subtasks.", PromptIntent.AgenticReasoning)]
    [InlineData("Plot this dataset and tell me about outliers.", PromptIntent.DataAnalysis)]
    public void Capability_IsSeen(string prompt, PromptIntent intent) => Assert.True(Intent(prompt).HasFlag(intent));

    [Theory]
    [InlineData("What should I cook tonight?")]
    [InlineData("Write a birthday card for my aunt.")]
    public void DailyLife_IsNoIntent(string prompt) => Assert.Equal(PromptIntent.None, Intent(prompt));

    [Fact]
    public void PhrasesOfAPairFarApart_AreTwoThings() =>
        Assert.False(Intent($"Rewrite this. {string.Join(' ', Enumerable.Repeat("word", 40))} the censors").HasFlag(PromptIntent.CensorshipSafe));

    [Fact]
    public void Vocabulary_FitsTheMatcher()
    {
        Assert.InRange(IntentVocabulary.Pairs.Length, 1, 4);
        Assert.All(IntentVocabulary.Phrases, p => Assert.True((uint)p.Intent < 1u << 31));
    }

    [Fact]
    public void Reading_AllocatesNothing()
    {
        var bytes = Encoding.UTF8.GetBytes(
            "Rewrite it so that it passes moderation, then think step by step. ```x```请一步一步地推理。 Score it against the rubric."
        );
        PromptFeatureExtractor.Extract(bytes);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            PromptFeatureExtractor.Extract(bytes);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static PromptIntent Intent(string prompt) => PromptFeatureExtractor.Extract(Encoding.UTF8.GetBytes(prompt)).Intent;
}

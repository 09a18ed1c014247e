using System.Text.Json.Serialization;

namespace Distill.Client.Sample;

/// <summary>Answers without a model: counts the prompt's words and gives a fixed text in the style of models.</summary>
internal static class FakeModel
{
    private const string Rest =
        " Additionally, the prompt is clear, short and easy to use, and it helps to reduce the cost of a variety of tasks. However, there "
        + "are a number of things that it is hard to tell from its length. For example, a long-term plan is often short, whilst a large "
        + "amount of detail may say little. To get a better answer, you could start with the goal, show an example and make sure you say "
        + "what everyone needs.";

    public static MessageAnswer Answer(string prompt, int maxTokens)
    {
        var words = prompt.AsSpan().Count(' ') + 1;
        return new(Guid.CreateVersion7().ToString("n"), $"Your prompt has {words} parts.{Rest}", new(words, Math.Min(maxTokens, 90)));
    }
}

/// <param name="Id">Identifies the call.</param>
/// <param name="Content">The answer.</param>
/// <param name="Usage">The tokens that the call used.</param>
public sealed record MessageAnswer(string Id, string Content, Usage Usage);

/// <param name="InputTokens">Tokens of the prompt.</param>
/// <param name="OutputTokens">Tokens of the answer.</param>
public sealed record Usage(
    [property: JsonPropertyName("input_tokens")] int InputTokens,
    [property: JsonPropertyName("output_tokens")] int OutputTokens
);

using System.Text.Json.Serialization;

namespace Distill.Client.Sample;

/// <summary>Answers without a model: it counts words.</summary>
internal static class FakeModel
{
    public static MessageAnswer Answer(string prompt, int maxTokens)
    {
        var words = prompt.AsSpan().Count(' ') + 1;
        return new(Guid.CreateVersion7().ToString("n"), $"You wrote {words} words.", new(words, Math.Min(maxTokens, 5)));
    }
}

/// <param name="Id">Names the call.</param>
/// <param name="Content">The answer.</param>
/// <param name="Usage">What it cost.</param>
public sealed record MessageAnswer(string Id, string Content, Usage Usage);

/// <param name="InputTokens">Of the prompt.</param>
/// <param name="OutputTokens">Of the answer.</param>
public sealed record Usage([property: JsonPropertyName("input_tokens")] int InputTokens, [property: JsonPropertyName("output_tokens")] int OutputTokens);

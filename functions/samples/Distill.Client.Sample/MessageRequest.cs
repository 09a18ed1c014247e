using System.Text.Json.Serialization;

namespace Distill.Client.Sample;

/// <param name="Model">Which model.</param>
/// <param name="Messages">The conversation, oldest first.</param>
/// <param name="System">What the model is told beforehand.</param>
/// <param name="MaxTokens">Tokens of the answer at most.</param>
/// <param name="Tools">What the model may call.</param>
public sealed record MessageRequest(
    string Model,
    Message[] Messages,
    string? System = null,
    [property: JsonPropertyName("max_tokens")] int MaxTokens = 1024,
    Tool[]? Tools = null
)
{
    /// <summary>All that the caller wrote, as one text.</summary>
    public string Prompt()
    {
        string[] parts = [.. new[] { System }.Concat(Messages.Where(m => m.Role == "user").Select(m => m.Content)).OfType<string>()];
        return parts.Length == 1 ? parts[0] : string.Join('\n', parts);
    }

    // A record would print them.
    public override string ToString() => nameof(MessageRequest);
}

/// <param name="Role">user or assistant.</param>
/// <param name="Content">The text.</param>
public sealed record Message(string Role, string Content)
{
    public override string ToString() => nameof(Message);
}

/// <param name="Name">What it is called by.</param>
public sealed record Tool(string Name);

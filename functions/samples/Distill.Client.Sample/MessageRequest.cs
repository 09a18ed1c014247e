using System.Text.Json.Serialization;

namespace Distill.Client.Sample;

/// <param name="Model">The model's name.</param>
/// <param name="Messages">The conversation, oldest message first.</param>
/// <param name="System">The system prompt.</param>
/// <param name="MaxTokens">The most tokens of the answer.</param>
/// <param name="Tools">The tools that the model may call.</param>
public sealed record MessageRequest(
    string Model,
    Message[] Messages,
    string? System = null,
    [property: JsonPropertyName("max_tokens")] int MaxTokens = 1024,
    Tool[]? Tools = null
)
{
    /// <summary>Returns the system prompt and the user's messages as one text.</summary>
    public string Prompt()
    {
        string[] parts = [.. new[] { System }.Concat(Messages.Where(m => m.Role == "user").Select(m => m.Content)).OfType<string>()];
        return parts.Length == 1 ? parts[0] : string.Join('\n', parts);
    }

    // A record's own ToString would print the messages.
    public override string ToString() => nameof(MessageRequest);
}

/// <param name="Role">user or assistant.</param>
/// <param name="Content">The message's text.</param>
public sealed record Message(string Role, string Content)
{
    public override string ToString() => nameof(Message);
}

/// <param name="Name">The tool's name.</param>
public sealed record Tool(string Name);

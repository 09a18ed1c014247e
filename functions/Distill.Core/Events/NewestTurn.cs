using System.Text.Json;

namespace Distill.Core.Events;

/// <summary>
/// Finds the newest user turn in a prompt that is a whole conversation: content blocks, messages with roles, or their JSON as text. It leaves out
/// system prompts, history, tool results and answers, because the client software writes these more often than an operator does.
/// </summary>
/// <remarks>
/// Shapes: OpenAI and Anthropic (<c>content</c> is a text or blocks), Gemini (<c>parts</c>), OpenTelemetry (<c>parts</c> with <c>content</c>),
/// Bedrock (blocks without a type), ShareGPT (<c>from</c>, <c>value</c>), a text for each speaker (<c>system</c>, <c>user</c>), whole requests, and
/// lists of texts, where the last one is the newest.
/// </remarks>
internal ref struct NewestTurn
{
    // Deepest nesting that is read. Each object is scanned twice, once for its kind, so the depth must be limited. Conversations do not go deeper.
    private const int MaxDepth = 8;

    private readonly Span<byte> _text;
    private int _length;
    private bool _isFound;

    private NewestTurn(Span<byte> text) => _text = text;

    /// <summary>Copies the text of the newest user turn. False when the JSON is no conversation, or when the bytes are not JSON.</summary>
    /// <param name="json">The prompt, UTF-8.</param>
    /// <param name="isText">
    /// True when the JSON was a text. Only a clear conversation counts then, because people also send other JSON as text.
    /// </param>
    /// <param name="text">Receives the text. It must be as long as <paramref name="json"/>.</param>
    /// <param name="length">Length of the text, in bytes.</param>
    public static bool TryRead(ReadOnlySpan<byte> json, bool isText, Span<byte> text, out int length)
    {
        length = 0;
        if (!ConversationShape.MayBeJson(json))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
            reader.Read();
            if (isText && !ConversationShape.IsConversation(reader))
            {
                return false;
            }

            var turn = new NewestTurn(text);
            turn.ReadValue(ref reader, 0);
            length = turn._length;

            // If more text follows, the prompt only began like JSON.
            return turn._isFound && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, int depth)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray when depth < MaxDepth:
                // Texts in a list are turns, and the last one counts. Blocks in a list are parts of one turn.
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    ReadValue(ref reader, depth + 1);
                }

                break;
            case JsonTokenType.StartObject when depth < MaxDepth:
                ReadObject(ref reader, depth);
                break;
            case JsonTokenType.String:
                StartTurn();
                Append(ref reader);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private void ReadObject(ref Utf8JsonReader reader, int depth)
    {
        var kind = ConversationShape.KindOf(reader);
        var isUser = kind == ShapeKind.Message && ConversationShape.IsUser(reader);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isContent =
                kind == ShapeKind.Block ? ConversationShape.IsBlockText(reader)
                : kind == ShapeKind.Message ? isUser && ConversationShape.IsContent(reader)
                : kind == ShapeKind.Speakers ? ConversationShape.IsSpeakerUser(reader)
                : kind == ShapeKind.Wrapper && (ConversationShape.IsMessages(reader) || ConversationShape.IsInput(reader));
            reader.Read();
            if (!isContent)
            {
                reader.Skip();
            }
            else if (kind == ShapeKind.Wrapper)
            {
                ReadValue(ref reader, depth + 1);
            }
            else if (kind == ShapeKind.Block)
            {
                AppendIfText(ref reader);
            }
            else
            {
                ReadContent(ref reader, depth + 1);
            }
        }
    }

    // Reads a user message's content. It replaces an older turn, unless it holds no text, like a tool's result.
    private void ReadContent(ref Utf8JsonReader reader, int depth)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            StartTurn();
            Append(ref reader);
        }
        else if (reader.TokenType == JsonTokenType.StartObject && depth < MaxDepth && ConversationShape.KindOf(reader) == ShapeKind.Block)
        {
            StartTurn();
            ReadObject(ref reader, depth);
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            var hasText = false;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var isText =
                    reader.TokenType == JsonTokenType.String
                    || (reader.TokenType == JsonTokenType.StartObject && ConversationShape.KindOf(reader) == ShapeKind.Block);
                if (!isText)
                {
                    reader.Skip();
                    continue;
                }

                if (!hasText)
                {
                    StartTurn();
                    hasText = true;
                }

                if (reader.TokenType == JsonTokenType.String)
                {
                    Append(ref reader);
                }
                else
                {
                    ReadObject(ref reader, depth);
                }
            }
        }
        else
        {
            reader.Skip();
        }
    }

    private void StartTurn() => _length = 0;

    private void AppendIfText(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            Append(ref reader);
        }
        else
        {
            reader.Skip();
        }
    }

    private void Append(ref Utf8JsonReader reader)
    {
        if (_length > 0)
        {
            _text[_length++] = (byte)'\n';
        }

        _length += JsonText.Copy(in reader, _text[_length..], out _);
        _isFound = true;
    }
}

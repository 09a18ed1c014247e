using System.Text.Json;

namespace Distill.Core.Events;

/// <summary>
/// Finds the newest user turn in a prompt that is a whole conversation: content blocks, messages with roles, or their JSON as text. System prompts,
/// history, tool results and answers are left out: these are the client's far more often than an operator's.
/// </summary>
/// <remarks>
/// Shapes: OpenAI and Anthropic (<c>content</c> a text or blocks), Gemini (<c>parts</c>), OpenTelemetry (<c>parts</c> with <c>content</c>), Bedrock
/// (blocks without a type), ShareGPT (<c>from</c>, <c>value</c>), and lists of texts, of which the last is the newest.
/// </remarks>
internal ref struct NewestTurn
{
    // Objects are looked at twice, once for what they are: no deeper than conversations go.
    private const int MaxDepth = 8;

    private readonly Span<byte> _text;
    private int _length;
    private bool _isFound;

    private NewestTurn(Span<byte> text) => _text = text;

    /// <summary>Copies the newest user turn's text; false when the JSON is no conversation, or no JSON.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="isText">The JSON was a text: then only what can hardly be anything else is a conversation, for people also send JSON as
    /// such.</param>
    /// <param name="text">Gets the text; as long as <paramref name="json"/>.</param>
    /// <param name="length">Bytes of the text.</param>
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

            // Text may follow what looks like JSON: then it was none.
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
                // Texts in a list are turns, of which the last counts; blocks in a list are one turn's.
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
                : kind == ShapeKind.Wrapper && ConversationShape.IsMessages(reader);
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

    // A user message's content, which replaces an older turn unless it holds no text: a tool's result is none.
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

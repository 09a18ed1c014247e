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
        if (!MayBeJson(json))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
            reader.Read();
            if (isText && !IsConversation(reader))
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

    // Much text begins with a bracket and is no JSON: finding that out by an exception costs more than all else of an event.
    private static bool MayBeJson(ReadOnlySpan<byte> json)
    {
        json = json.Trim(" \t\r\n"u8);
        return json switch
        {
            [(byte)'[', .. var inner, (byte)']'] => inner.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'"', ..],
            [(byte)'{', .. var inner, (byte)'}'] => inner.TrimStart(" \t\r\n"u8) is [(byte)'"', ..],
            _ => false,
        };
    }

    // An object with a role or with messages, or a list of such, of content blocks, or of texts alone.
    private static bool IsConversation(Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return KindOf(reader) is ShapeKind.Message or ShapeKind.Wrapper;
        }

        var kind = (ShapeKind?)null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var own = reader.TokenType switch
            {
                JsonTokenType.String => ShapeKind.Text,
                JsonTokenType.StartObject => KindOf(reader),
                _ => ShapeKind.Other,
            };
            if (own is ShapeKind.Other or ShapeKind.Wrapper || (kind is not null && own != kind && (own == ShapeKind.Text || kind == ShapeKind.Text)))
            {
                return false;
            }

            kind = own;
            reader.Skip();
        }

        return kind is not null;
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
        var kind = KindOf(reader);
        var isUser = kind == ShapeKind.Message && IsUser(reader);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isContent =
                kind == ShapeKind.Block ? IsBlockText(reader)
                : kind == ShapeKind.Message ? isUser && IsContent(reader)
                : kind == ShapeKind.Wrapper && IsMessages(reader);
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
        else if (reader.TokenType == JsonTokenType.StartObject && depth < MaxDepth && KindOf(reader) == ShapeKind.Block)
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
                    reader.TokenType == JsonTokenType.String || (reader.TokenType == JsonTokenType.StartObject && KindOf(reader) == ShapeKind.Block);
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

    // Looks ahead in a copy of the reader, which stands at an object.
    private static ShapeKind KindOf(Utf8JsonReader reader)
    {
        var (hasRole, hasContent, hasText, hasMessages, isOtherBlock) = (false, false, false, false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            hasRole |= IsRole(reader);
            hasContent |= IsContent(reader);
            hasText |= IsBlockText(reader);
            hasMessages |= IsMessages(reader);
            var isType = JsonText.Is(in reader, "type"u8);
            reader.Read();
            isOtherBlock |=
                isType
                && !(
                    reader.TokenType == JsonTokenType.String
                    && (JsonText.Is(in reader, "text"u8) || JsonText.Is(in reader, "input_text"u8) || JsonText.Is(in reader, "message"u8))
                );
            reader.Skip();
        }

        return hasRole && hasContent ? ShapeKind.Message
            : hasMessages ? ShapeKind.Wrapper
            : hasText && !isOtherBlock ? ShapeKind.Block
            : isOtherBlock ? ShapeKind.OtherBlock
            : ShapeKind.Other;
    }

    private static bool IsUser(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRole = IsRole(reader);
            reader.Read();
            if (
                isRole
                && reader.TokenType == JsonTokenType.String
                && (
                    JsonText.Is(in reader, "user"u8)
                    || JsonText.Is(in reader, "human"u8)
                    || JsonText.Is(in reader, "User"u8)
                    || JsonText.Is(in reader, "USER"u8)
                )
            )
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static bool IsRole(in Utf8JsonReader reader) => JsonText.Is(in reader, "role"u8) || JsonText.Is(in reader, "from"u8);

    private static bool IsContent(in Utf8JsonReader reader) =>
        JsonText.Is(in reader, "content"u8)
        || JsonText.Is(in reader, "parts"u8)
        || JsonText.Is(in reader, "value"u8)
        || JsonText.Is(in reader, "text"u8);

    private static bool IsBlockText(in Utf8JsonReader reader) => JsonText.Is(in reader, "text"u8) || JsonText.Is(in reader, "content"u8);

    private static bool IsMessages(in Utf8JsonReader reader) => JsonText.Is(in reader, "messages"u8) || JsonText.Is(in reader, "contents"u8);

    private enum ShapeKind
    {
        Other,
        Text,
        Block,
        OtherBlock,
        Message,
        Wrapper,
    }
}

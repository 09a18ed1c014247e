using System.Text;
using System.Text.Json;

namespace Distill.Core.Events;

/// <summary>Recognizes the parts of a conversation in JSON: messages, content blocks, and the objects that hold them.</summary>
internal static class ConversationShape
{
    /// <summary>
    /// Tells cheaply whether text may be JSON. Much text begins with a bracket. To find that out by an exception would cost more than the rest of
    /// the event.
    /// </summary>
    public static bool MayBeJson(ReadOnlySpan<byte> json)
    {
        json = json.Trim(" \t\r\n"u8);
        return json switch
        {
            [(byte)'[', .. var inner, (byte)']'] => inner.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'"', ..],
            [(byte)'{', .. var inner, (byte)'}'] => inner.TrimStart(" \t\r\n"u8) is [(byte)'"', ..],
            _ => false,
        };
    }

    /// <summary>True for an object with a role or with messages, and for a list of such objects, of content blocks, or of texts only.</summary>
    public static bool IsConversation(Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return KindOf(reader) is ShapeKind.Message or ShapeKind.Wrapper or ShapeKind.Speakers;
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

    /// <summary>Tells what the object at the reader is. It reads ahead in a copy of the reader.</summary>
    public static ShapeKind KindOf(Utf8JsonReader reader)
    {
        var (hasRole, hasContent, hasText, hasMessages, isOtherBlock) = (false, false, false, false, false);
        var (hasUser, hasOther, hasModel, hasInput) = (false, false, false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            hasRole |= IsRole(reader);
            hasContent |= IsContent(reader);
            hasText |= IsBlockText(reader);
            hasMessages |= IsMessages(reader);
            hasUser |= IsSpeakerUser(reader);
            hasOther |= IsOtherSpeaker(reader);
            hasModel |= JsonText.Is(in reader, "model"u8);
            hasInput |= IsInput(reader);
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
            : hasMessages || (hasModel && hasInput) ? ShapeKind.Wrapper
            : hasUser && hasOther ? ShapeKind.Speakers
            : hasText && !isOtherBlock ? ShapeKind.Block
            : isOtherBlock ? ShapeKind.OtherBlock
            : ShapeKind.Other;
    }

    /// <summary>True when the object at the reader is a message of the user.</summary>
    public static bool IsUser(Utf8JsonReader reader) => HasRole(ref reader, "user"u8, "human"u8, default);

    /// <summary>True when the object at the reader is an answer of the model.</summary>
    public static bool IsModel(Utf8JsonReader reader) => HasRole(ref reader, "assistant"u8, "model"u8, "gpt"u8);

    private static bool HasRole(ref Utf8JsonReader reader, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other, ReadOnlySpan<byte> third)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRole = IsRole(reader);
            reader.Read();
            if (
                isRole
                && reader.TokenType == JsonTokenType.String
                && (
                    Ascii.EqualsIgnoreCase(reader.ValueSpan, one)
                    || Ascii.EqualsIgnoreCase(reader.ValueSpan, other)
                    || Ascii.EqualsIgnoreCase(reader.ValueSpan, third)
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

    public static bool IsContent(in Utf8JsonReader reader) =>
        JsonText.Is(in reader, "content"u8)
        || JsonText.Is(in reader, "parts"u8)
        || JsonText.Is(in reader, "value"u8)
        || JsonText.Is(in reader, "text"u8);

    public static bool IsBlockText(in Utf8JsonReader reader) => JsonText.Is(in reader, "text"u8) || JsonText.Is(in reader, "content"u8);

    public static bool IsMessages(in Utf8JsonReader reader) =>
        JsonText.Is(in reader, "messages"u8)
        || JsonText.Is(in reader, "contents"u8)
        || JsonText.Is(in reader, "conversation"u8)
        || JsonText.Is(in reader, "conversations"u8);

    /// <summary>True for what a request to a model asks, when it is no list of messages.</summary>
    public static bool IsInput(in Utf8JsonReader reader) =>
        JsonText.Is(in reader, "prompt"u8) || JsonText.Is(in reader, "input"u8) || JsonText.Is(in reader, "inputs"u8);

    /// <summary>True for the user's part in an object that has one text for each speaker.</summary>
    public static bool IsSpeakerUser(in Utf8JsonReader reader) => JsonText.Is(in reader, "user"u8) || JsonText.Is(in reader, "human"u8);

    private static bool IsOtherSpeaker(in Utf8JsonReader reader) =>
        JsonText.Is(in reader, "system"u8) || JsonText.Is(in reader, "assistant"u8) || JsonText.Is(in reader, "developer"u8);
}

/// <summary>What a JSON value is in a conversation.</summary>
internal enum ShapeKind
{
    Other,
    Text,
    Block,
    OtherBlock,
    Message,
    Wrapper,

    /// <summary>One text for each speaker: <c>{"system": ..., "user": ...}</c>.</summary>
    Speakers,
}

using System.Buffers;
using System.Text.Json;
using Distill.Contracts;

namespace Distill.Core.Events;

/// <summary>
/// Reads the last two <see cref="Exchanges"/> of a conversation: from the event's <c>turns</c>, or from a prompt that is a whole conversation. The
/// turns are messages with roles, or texts or hashes of the user and the model in turns.
/// </summary>
internal ref struct ExchangeReader
{
    // Fewest bytes of an answer that counts. Shorter ones, such as greetings, are the same for many customers.
    private const int MinAnswer = 64;

    // Fewest bytes of a turn's hash.
    private const int MinHash = 8;

    // Deepest nesting that is read, as in NewestTurn.
    private const int MaxDepth = 8;

    private static readonly SearchValues<byte> s_hash = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_:-"u8);

    private readonly Span<byte> _text;
    private ulong _user,
        _pending,
        _last,
        _before;
    private int _length;

    private ExchangeReader(Span<byte> text) => _text = text;

    /// <summary>Reads the exchanges of a call. Unknown when it continues no conversation.</summary>
    /// <param name="raw">The event.</param>
    /// <param name="json">The event's bytes.</param>
    /// <param name="texts">The event's texts, followed by free room of the event's length.</param>
    public static Exchanges Read(in RawEvent raw, ReadOnlySpan<byte> json, Span<byte> texts)
    {
        var free = texts.Slice(json.Length, json.Length);
        var prompt = JsonOf(json[raw.PromptJson], texts[raw[EventField.Prompt]]);
        var turns = JsonOf(json[raw.TurnsJson], texts[raw[EventField.Turns]]);
        var hasPrompt = raw.Features.IsKnown || !raw[EventField.Prompt].Equals(default) || !raw.PromptJson.Equals(default);
        return Of(turns, areTurns: true, endsWithAnswer: hasPrompt, free) is { AreKnown: true } found
            ? found
            : Of(prompt, areTurns: false, endsWithAnswer: false, free);
    }

    private static ReadOnlySpan<byte> JsonOf(ReadOnlySpan<byte> json, ReadOnlySpan<byte> text) => json.IsEmpty ? text : json;

    private static Exchanges Of(ReadOnlySpan<byte> json, bool areTurns, bool endsWithAnswer, Span<byte> text)
    {
        if (!ConversationShape.MayBeJson(json))
        {
            return default;
        }

        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
            reader.Read();
            var exchanges = new ExchangeReader(text);
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                exchanges.ReadWrapper(ref reader, 0);
            }
            else if (areTurns && AreTexts(reader, out var count))
            {
                exchanges.ReadTexts(ref reader, count, endsWithAnswer);
            }
            else
            {
                exchanges.ReadMessages(ref reader, 0);
            }

            if (endsWithAnswer)
            {
                exchanges.Close();
            }

            // If more text follows, the text only began like JSON.
            return reader.Read() ? default : new Exchanges(exchanges._last, exchanges._before);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    // True when the list has nothing but texts.
    private static bool AreTexts(Utf8JsonReader reader, out int count)
    {
        count = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            count++;
        }

        return count > 0 && reader.TokenType == JsonTokenType.EndArray;
    }

    private void ReadTexts(ref Utf8JsonReader reader, int count, bool endsWithAnswer)
    {
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            _length = JsonText.Copy(in reader, _text, out _);
            Take(isAnswer: (count - i) % 2 == (endsWithAnswer ? 1 : 0));
        }
    }

    // Reads a request: an object that holds the messages.
    private void ReadWrapper(ref Utf8JsonReader reader, int depth)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMessages = ConversationShape.IsMessages(reader) || ConversationShape.IsInput(reader);
            reader.Read();
            if (isMessages && reader.TokenType == JsonTokenType.StartArray)
            {
                ReadMessages(ref reader, depth + 1);
            }
            else if (isMessages && reader.TokenType == JsonTokenType.StartObject && depth < MaxDepth)
            {
                ReadWrapper(ref reader, depth + 1);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadMessages(ref Utf8JsonReader reader, int depth)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject && ConversationShape.KindOf(reader) == ShapeKind.Message)
            {
                var (isUser, isAnswer) = (ConversationShape.IsUser(reader), ConversationShape.IsModel(reader));
                _length = 0;
                ReadMessage(ref reader, depth + 1);
                if (isUser || isAnswer)
                {
                    Take(isAnswer);
                }
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadMessage(ref Utf8JsonReader reader, int depth)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isContent = ConversationShape.IsContent(reader);
            reader.Read();
            if (isContent)
            {
                ReadContent(ref reader, depth);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    // Appends a text, or the texts of blocks.
    private void ReadContent(ref Utf8JsonReader reader, int depth)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            _length += JsonText.Copy(in reader, _text[_length..], out _);
        }
        else if (reader.TokenType == JsonTokenType.StartArray && depth < MaxDepth)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                ReadContent(ref reader, depth + 1);
            }
        }
        else if (reader.TokenType == JsonTokenType.StartObject && depth < MaxDepth && ConversationShape.KindOf(reader) == ShapeKind.Block)
        {
            ReadMessage(ref reader, depth + 1);
        }
        else
        {
            reader.Skip();
        }
    }

    private void Take(bool isAnswer)
    {
        var text = _text[.._length].Trim(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            return;
        }

        if (!isAnswer)
        {
            Close();
            _user = Fingerprint.Of(text);
        }
        else if (_user != 0 && (text.Length >= MinAnswer || (text.Length >= MinHash && !text.ContainsAnyExcept(s_hash))))
        {
            _pending = Fingerprint.Mix(_user, Fingerprint.Of(text));
        }
    }

    // An answer at the end of a request is not one: the caller began it for the model. So an exchange counts only when the user goes on.
    private void Close()
    {
        if (_pending != 0)
        {
            (_before, _last, _pending) = (_last, _pending, 0);
        }
    }
}

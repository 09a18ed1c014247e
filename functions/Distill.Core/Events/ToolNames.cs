using System.Text.Json;

namespace Distill.Core.Events;

/// <summary>
/// Reads the tools that a call offers the model, in the shapes of the APIs: names, objects with a <c>name</c>, OpenAI's
/// <c>{"function":{"name"}}</c>, Bedrock's <c>{"toolSpec":{"name"}}</c>, Gemini's <c>{"functionDeclarations":[...]}</c>, built-in tools that have
/// only a <c>type</c>, and the JSON of these as text.
/// </summary>
internal ref struct ToolNames(Span<byte> scratch)
{
    /// <summary>Most tools that are read. The rest is cut, so that a list of thousands does not cost the call.</summary>
    public const int Most = 1024;

    // Deepest nesting that is read. All known shapes are flatter.
    private const int MaxDepth = 4;

    private readonly Span<byte> _scratch = scratch;
    private int _count;

    /// <summary>Fingerprint of the names in order; 0 for none.</summary>
    public ulong Fingerprint { get; private set; }

    public FieldFault Fault { get; private set; }

    /// <summary>Reads the value at the reader and leaves the reader at the value's end.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                ReadList(ref reader, 0);
                break;
            case JsonTokenType.StartObject:
                ReadTool(ref reader, 0);
                break;
            case JsonTokenType.String:
                ReadText(ref reader);
                break;
            default:
                Note(FieldFault.WrongType);
                break;
        }
    }

    // The list may have been written as text. A text that is none is the name of one tool.
    private void ReadText(ref Utf8JsonReader reader)
    {
        var text = _scratch[..Copy(ref reader)];
        if (ConversationShape.MayBeJson(text))
        {
            try
            {
                var inner = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = int.MaxValue });
                inner.Read();
                var list = new ToolNames(_scratch[text.Length..]);
                list.Read(ref inner);
                Fingerprint = list.Fingerprint;
                Note(list.Fault);
                return;
            }
            catch (JsonException)
            {
                Note(FieldFault.Unreadable);
                return;
            }
        }

        Add(text.Length);
    }

    private void ReadList(ref Utf8JsonReader reader, int depth)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                Add(Copy(ref reader));
            }
            else if (reader.TokenType == JsonTokenType.StartObject && depth < MaxDepth)
            {
                ReadTool(ref reader, depth + 1);
            }
            else
            {
                Note(FieldFault.Unreadable);
                reader.Skip();
            }
        }
    }

    private void ReadTool(ref Utf8JsonReader reader, int depth)
    {
        if (NameOf(ref reader, depth) is >= 0 and var length)
        {
            Add(length);
        }
    }

    // Returns the name's length in the scratch buffer. Negative when there is no name, or when several tools were read.
    private int NameOf(ref Utf8JsonReader reader, int depth)
    {
        var (length, rank, isList) = (-1, 0, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var own =
                JsonText.Is(in reader, "name"u8) ? 3
                : JsonText.Is(in reader, "function"u8) || JsonText.Is(in reader, "toolSpec"u8) || JsonText.Is(in reader, "tool"u8) ? 2
                : JsonText.Is(in reader, "type"u8) ? 1
                : 0;
            var declares = JsonText.Is(in reader, "functionDeclarations"u8) || JsonText.Is(in reader, "function_declarations"u8);
            reader.Read();
            if (declares && reader.TokenType == JsonTokenType.StartArray && depth < MaxDepth)
            {
                ReadList(ref reader, depth + 1);
                isList = true;
            }
            else if (own > rank && reader.TokenType == JsonTokenType.String)
            {
                (length, rank) = (Copy(ref reader), own);
            }
            else if (own == 2 && own > rank && reader.TokenType == JsonTokenType.StartObject && depth < MaxDepth)
            {
                var nested = NameOf(ref reader, depth + 1);
                (length, rank) = nested >= 0 ? (nested, own) : (length, rank);
            }
            else
            {
                reader.Skip();
            }
        }

        if (length < 0 && !isList)
        {
            Note(FieldFault.Unreadable);
        }

        return isList ? -1 : length;
    }

    private int Copy(ref Utf8JsonReader reader)
    {
        var length = JsonText.Copy(in reader, _scratch, out var isMended);
        if (isMended)
        {
            Note(FieldFault.Mended);
        }

        return length;
    }

    private void Add(int length)
    {
        if (_count == Most)
        {
            Note(FieldFault.Cut);
            return;
        }

        var name = _scratch[..length];
        if (Placeholder.IsUnknown(name))
        {
            Note(FieldFault.Unknown);
            return;
        }

        _count++;
        Fingerprint = Contracts.Fingerprint.Mix(Fingerprint, Contracts.Fingerprint.Of(name));
    }

    private void Note(FieldFault fault) => Fault = fault > Fault ? fault : Fault;
}

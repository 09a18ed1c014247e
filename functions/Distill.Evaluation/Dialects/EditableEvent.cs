using System.Buffers;
using System.Text;
using System.Text.Json;
using Distill.Contracts;

namespace Distill.Evaluation.Dialects;

/// <summary>An event of the wire contract whose fields can be replaced as raw JSON. What is not replaced keeps its bytes and its place.</summary>
public sealed class EditableEvent
{
    private static readonly SearchValues<char> s_hidden = SearchValues.Create("\\\"");

    private readonly List<(string Name, string Json)> _fields = [];

    private EditableEvent() { }

    /// <summary>The account, as text.</summary>
    public string Account => Text("account") ?? "";

    /// <summary>A number that depends on the account alone.</summary>
    public ulong AccountSeed => Fingerprint.Of(Encoding.UTF8.GetBytes(Account));

    /// <summary>A number that depends on the account, the id and the time.</summary>
    public ulong EventSeed => Fingerprint.Mix(AccountSeed, Fingerprint.Of(Encoding.UTF8.GetBytes($"{this["id"]}{this["time"]}")));

    /// <summary>A field's value as JSON. Null when the event does not have the field; setting null removes it.</summary>
    public string? this[string name]
    {
        get => _fields.Find(f => f.Name == name).Json;
        set
        {
            var place = _fields.FindIndex(f => f.Name == name);
            if (place >= 0 && value is null)
            {
                _fields.RemoveAt(place);
            }
            else if (place >= 0)
            {
                _fields[place] = (name, value!);
            }
            else if (value is not null)
            {
                _fields.Add((name, value));
            }
        }
    }

    /// <summary>The names of the event's fields, in order.</summary>
    public IReadOnlyList<string> Names => [.. _fields.Select(f => f.Name)];

    /// <summary>Reads one event.</summary>
    /// <param name="utf8">One JSON object without blanks between its parts, as the simulator writes it.</param>
    public static EditableEvent Read(ReadOnlySpan<byte> utf8)
    {
        var read = new EditableEvent();
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            read._fields.Add((name, Encoding.UTF8.GetString(utf8[start..(int)reader.BytesConsumed])));
        }

        return read;
    }

    /// <summary>Returns the event's bytes.</summary>
    public byte[] Write() => Encoding.UTF8.GetBytes($"{{{string.Join(',', _fields.Select(f => $"\"{f.Name}\":{f.Json}"))}}}");

    /// <summary>Returns the text of a field that is a JSON string; otherwise null.</summary>
    public string? Text(string name) =>
        this[name] is not { Length: >= 2 } json || json[0] != '"' ? null
        : json.AsSpan(1, json.Length - 2).ContainsAny(s_hidden) ? JsonSerializer.Deserialize<string>(json)
        : json[1..^1];

    /// <summary>Replaces a field that the event has. An event without the field stays as it is.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="replace">Gives the new JSON for the old JSON.</param>
    public void Replace(string name, Func<string, string> replace)
    {
        if (this[name] is { } json)
        {
            this[name] = replace(json);
        }
    }
}

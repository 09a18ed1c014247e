using System.Text.Json;
using Distill.Core.Events;
using Distill.Logs.Mapping;

namespace Distill.Logs.Formats;

/// <summary>The fields of one event of ours, taken from another format's record. Whatever is missing stays missing.</summary>
internal sealed class EventDraft
{
    private static readonly int s_fields = Enum.GetValues<EventField>().Length;

    private readonly JsonElement?[] _values = new JsonElement?[s_fields];
    private readonly string?[] _texts = new string?[s_fields];

    public EventDraft() => Set(EventField.Type, "call");

    /// <summary>Whether the field has a value.</summary>
    public bool Has(EventField field) => _values[(int)field] is not null || _texts[(int)field] is not null;

    /// <summary>Sets a field, unless there is no value or the field has one.</summary>
    public void Set(EventField field, JsonElement? value)
    {
        if (Has(field) || value is not { } given || IsEmpty(given))
        {
            return;
        }

        if (field is EventField.Time or EventField.Created)
        {
            _texts[(int)field] = RecordTime.Text(given);
        }
        else
        {
            _values[(int)field] = given;
        }
    }

    /// <summary>Sets a field, unless there is no value or the field has one.</summary>
    public void Set(EventField field, string? value)
    {
        if (!Has(field) && !string.IsNullOrEmpty(value))
        {
            _texts[(int)field] = value;
        }
    }

    /// <summary>Sets all fields that an event of ours has and this one lacks; its type counts.</summary>
    public void Fill(JsonElement ours)
    {
        if (ours.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        for (var field = EventField.Type; (int)field < s_fields; field++)
        {
            if (ours.TryGetProperty(field.Name(), out var value))
            {
                if (field == EventField.Type)
                {
                    _texts[(int)field] = null;
                }

                Set(field, value);
            }
        }
    }

    /// <summary>Writes the event as JSON.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        for (var field = EventField.Type; (int)field < s_fields; field++)
        {
            if (_texts[(int)field] is { } text)
            {
                json.WriteString(field.Name(), text);
            }
            else if (_values[(int)field] is { } value)
            {
                json.WritePropertyName(field.Name());
                value.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    // Gateways write an empty list or object for what they do not keep.
    private static bool IsEmpty(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => true,
            JsonValueKind.Object => !value.EnumerateObject().Any(),
            JsonValueKind.Array => value.GetArrayLength() == 0,
            JsonValueKind.String => value.ValueEquals(""u8) || value.ValueEquals("{}"u8) || value.ValueEquals("[]"u8),
            _ => false,
        };
}

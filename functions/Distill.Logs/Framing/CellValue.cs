using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace Distill.Logs.Framing;

/// <summary>Writes a value of a table's cell as JSON, as the libraries that read tables give it.</summary>
internal static class CellValue
{
    public static void Write(object? value, Utf8JsonWriter json)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case float or double:
                var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                if (double.IsFinite(number))
                {
                    json.WriteNumberValue(number);
                }
                else
                {
                    json.WriteNullValue();
                }

                break;
            case DateTime time:
                // Parquet's times are in UTC, or in a zone that nobody wrote down.
                json.WriteStringValue(DateTime.SpecifyKind(time, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                json.WriteStringValue(bytes);
                break;
            case IDictionary members:
                WriteMembers(members, json);
                break;
            case IEnumerable list:
                json.WriteStartArray();
                foreach (var element in list)
                {
                    Write(element, json);
                }

                json.WriteEndArray();
                break;
            case decimal or sbyte or byte or short or ushort or int or uint or long or ulong:
                json.WriteRawValue(Convert.ToString(value, CultureInfo.InvariantCulture)!);
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void WriteMembers(IDictionary members, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (DictionaryEntry member in members)
        {
            if (member.Value is not null)
            {
                json.WritePropertyName(Convert.ToString(member.Key, CultureInfo.InvariantCulture)!);
                Write(member.Value, json);
            }
        }

        json.WriteEndObject();
    }
}

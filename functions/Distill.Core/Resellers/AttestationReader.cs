using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Distill.Core.Resellers;

/// <summary>Reads the members of one JSON object, and notes what is wrong with each at its place.</summary>
/// <param name="json">The value.</param>
/// <param name="at">Its place, such as <c>attestations[3]</c>; empty for the whole document.</param>
/// <param name="faults">Receives what is wrong.</param>
internal sealed partial class AttestationReader(JsonElement json, string at, List<string> faults)
{
    /// <summary>Notes a fault of a member.</summary>
    public void Fault(string name, string what) => faults.Add($"{(at.Length == 0 ? "" : at + ".")}{name} {what}.");

    /// <summary>True for an object that has each member once, and none but these.</summary>
    public bool IsObject(IReadOnlyList<string> names)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"{(at.Length == 0 ? "The document" : at)} must be an object.");
            return false;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            if (!names.Contains(member.Name))
            {
                Fault(Shown(member.Name), "is unknown");
            }
            else if (!seen.Add(member.Name))
            {
                Fault(member.Name, "comes twice");
            }
        }

        return true;
    }

    public bool Has(string name) => json.TryGetProperty(name, out _);

    public int? Number(string name)
    {
        if (json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
        {
            return number;
        }

        Fault(name, "must be a whole number");
        return null;
    }

    /// <summary>A text of 1 to <paramref name="most"/> characters without control characters.</summary>
    public string? Text(string name, int most)
    {
        if (
            json.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: > 0 } text
            && text.Length <= most
            && !text.Any(char.IsControl)
        )
        {
            return text;
        }

        Fault(name, string.Create(CultureInfo.InvariantCulture, $"must be a text of 1 to {most} characters"));
        return null;
    }

    public T? OneOf<T>(string name, params ReadOnlySpan<(string Name, T Value)> values)
        where T : struct
    {
        var text = json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        foreach (var (known, meaning) in values)
        {
            if (known == text)
            {
                return meaning;
            }
        }

        List<string> names = [];
        foreach (var (known, _) in values)
        {
            names.Add(known);
        }

        Fault(name, $"must be one of {string.Join(", ", names)}");
        return null;
    }

    /// <summary>A day as 2026-04-20.</summary>
    public DateOnly? Day(string name)
    {
        if (
            json.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        )
        {
            return day;
        }

        Fault(name, "must be a day such as 2026-04-20");
        return null;
    }

    /// <summary>A time with its zone, not after <paramref name="latest"/>.</summary>
    public DateTimeOffset? Instant(string name, DateTimeOffset latest)
    {
        if (
            !json.TryGetProperty(name, out var value)
            || value.ValueKind != JsonValueKind.String
            || !Zoned().IsMatch(value.GetString()!)
            || !value.TryGetDateTimeOffset(out var time)
        )
        {
            Fault(name, "must be a time with its zone, such as 2026-04-20T06:00:00Z");
            return null;
        }

        if (time > latest)
        {
            Fault(name, "is in the future");
            return null;
        }

        return time.ToUniversalTime();
    }

    /// <summary>The items of an array of 1 to <paramref name="most"/>.</summary>
    public IEnumerable<AttestationReader> Items(string name, int most)
    {
        if (
            !json.TryGetProperty(name, out var array)
            || array.ValueKind != JsonValueKind.Array
            || array.GetArrayLength() is 0
            || array.GetArrayLength() > most
        )
        {
            Fault(name, string.Create(CultureInfo.InvariantCulture, $"must be an array of 1 to {most:N0}"));
            return [];
        }

        return array
            .EnumerateArray()
            .Select((item, i) => new AttestationReader(item, string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"), faults));
    }

    // A name from outside, cut to what a message needs.
    private static string Shown(string name) => $"\"{(name.Length <= 40 ? name : name[..40] + "...")}\"";

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Zoned();
}

using System.Text.Json;

namespace Distill.Honeypots.Attribution;

/// <summary>The members of one object of an <c>audit.json</c>. One that is missing or wrong is noted by its path, and reads as nothing.</summary>
/// <param name="json">The object.</param>
/// <param name="path">Where it stands; empty for the whole.</param>
/// <param name="faults">What is wrong so far.</param>
internal readonly struct AuditFields(JsonElement json, string path, List<string> faults)
{
    /// <summary>Whether a member stands there that is not null.</summary>
    public bool Has(string name) => Find(name) is { ValueKind: not JsonValueKind.Null };

    public AuditFields Object(string name)
    {
        var found = Find(name) is { ValueKind: JsonValueKind.Object } value ? value : default;
        if (found.ValueKind != JsonValueKind.Object)
        {
            Fault(name, "must be an object");
        }

        return new AuditFields(found, At(name), faults);
    }

    /// <summary>The objects of an array, the first ones of a number.</summary>
    public IEnumerable<AuditFields> Objects(string name, int most)
    {
        if (Find(name) is not { ValueKind: JsonValueKind.Array } found || found.GetArrayLength() > most)
        {
            Fault(name, $"must be an array of at most {most} objects");
            return [];
        }

        var (where, all) = (At(name), faults);
        return found
            .EnumerateArray()
            .Select(
                (entry, i) =>
                {
                    if (entry.ValueKind != JsonValueKind.Object)
                    {
                        all.Add($"{where}[{i}] must be an object");
                    }

                    return new AuditFields(entry, $"{where}[{i}]", all);
                }
            );
    }

    /// <summary>How many entries an array has.</summary>
    public int Length(string name)
    {
        var found = Find(name) is { ValueKind: JsonValueKind.Array } value ? value.GetArrayLength() : -1;
        if (found < 0)
        {
            Fault(name, "must be an array");
        }

        return found;
    }

    public bool Flag(string name)
    {
        var kind = Find(name)?.ValueKind;
        if (kind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Fault(name, "must be true or false");
        }

        return kind == JsonValueKind.True;
    }

    public double Number(string name, double least, double most)
    {
        if (Find(name) is { ValueKind: JsonValueKind.Number } found && found.TryGetDouble(out var value) && value >= least && value <= most)
        {
            return value;
        }

        Fault(name, FormattableString.Invariant($"must be a number from {least} to {most}"));
        return 0;
    }

    public long Count(string name, long least = 0, long most = int.MaxValue)
    {
        if (Find(name) is { ValueKind: JsonValueKind.Number } found && found.TryGetInt64(out var value) && value >= least && value <= most)
        {
            return value;
        }

        Fault(name, FormattableString.Invariant($"must be a whole number from {least} to {most}"));
        return 0;
    }

    /// <summary>A text of a kind; empty if it is none.</summary>
    public string Text(string name, Func<string, bool> isOne, string must)
    {
        if (Find(name) is { ValueKind: JsonValueKind.String } found && found.GetString() is { } text && isOne(text))
        {
            return text;
        }

        Fault(name, $"must be {must}");
        return "";
    }

    public string Hash(string name) =>
        Text(name, t => t.Length == 64 && t.All(char.IsAsciiHexDigitLower), "64 hexadecimal digits, as SHA-256 gives them");

    public void Fault(string name, string what) => faults.Add($"{At(name)} {what}");

    private JsonElement? Find(string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var found) ? found : null;

    private string At(string name) => path.Length == 0 ? name : $"{path}.{name}";
}

using System.Globalization;
using System.Text.Json;
using Distill.Core.Signals;

namespace Distill.Core.Sharing;

/// <summary>Reads the indicators of keyed hashes in a STIX 2.1 bundle, as <see cref="StixBundle"/> writes them. It passes over all others.</summary>
public static class StixReader
{
    /// <summary>Most values of a bundle. Ours have 2,500 at most; a hundred thousand are guesses.</summary>
    public const int MostValues = 20_000;

    // Longest time that an indicator holds, whatever it says.
    private const int MostDays = 365;

    // Longest name or id that is kept or shown.
    private const int MostName = 128;

    /// <summary>Returns the indicators, revoked ones included; all of a bundle, or none.</summary>
    /// <param name="utf8">The bundle. A byte-order mark before it is ignored.</param>
    /// <param name="received">When it came in.</param>
    /// <exception cref="FormatException">It is no bundle, or one of our indicators is wrong. The message says which, and what to do.</exception>
    public static IReadOnlyList<SharedIndicator> Read(ReadOnlyMemory<byte> utf8, DateTimeOffset received)
    {
        try
        {
            using var json = JsonDocument.Parse(utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8);
            if (
                json.RootElement is not { ValueKind: JsonValueKind.Object } bundle
                || Text(bundle, "type") != "bundle"
                || !bundle.TryGetProperty("objects", out var objects)
                || objects.ValueKind != JsonValueKind.Array
            )
            {
                throw new FormatException("It is no STIX bundle: a JSON object of the type \"bundle\" with \"objects\". Ask its maker for one.");
            }

            JsonElement[] all = [.. objects.EnumerateArray()];
            var names = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var identity in all.Where(o => Text(o, "type") == "identity"))
            {
                names.TryAdd(Text(identity, "id"), Shown(Text(identity, "name")));
            }

            var (found, values) = (new List<SharedIndicator>(), 0);
            foreach (var one in all.Where(o => Text(o, "type") == "indicator" && StixIndicator.IsOurs(Text(o, "pattern"))))
            {
                var indicator = Indicator(one, names, received);
                values += indicator.Hashes.Count;
                found.Add(
                    values <= MostValues
                        ? indicator
                        : throw new FormatException($"It has more than {MostValues:N0} values. Ask its maker for one bundle a cluster.")
                );
            }

            return found;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is for text that is no Unicode.
            throw new FormatException("It is no JSON, so no STIX bundle. Ask its maker for one.", e);
        }
    }

    private static SharedIndicator Indicator(JsonElement json, Dictionary<string, string> names, DateTimeOffset received)
    {
        var id = Shown(Text(json, "id"));
        var label = Labels(json);
        if (
            id.Length == 0
            || label(StixIndicator.KeyLabel) is not { } key
            || label(StixIndicator.KindLabel) is not { } kind
            || StixIndicator.Hashes(Text(json, "pattern")) is not { } hashes
            || !Time(json, "modified", out var modified)
            || !Time(json, "valid_from", out var from)
            || !Time(json, "valid_until", out var until)
            || until <= from
        )
        {
            throw new FormatException(
                $"The indicator {(id.Length == 0 ? "without an id" : id)} is not as Distill writes it. Ask its maker to export it anew."
            );
        }

        var longest = from < DateTimeOffset.MaxValue.AddDays(-MostDays) ? from.AddDays(MostDays) : DateTimeOffset.MaxValue;
        return new SharedIndicator
        {
            Id = id,
            From = names.GetValueOrDefault(Text(json, "created_by_ref")) is { Length: > 0 } name ? name : "another provider",
            KeyId = key,
            Kind = kind,
            Hashes = hashes,
            Modified = modified,
            ValidFrom = from,
            Until = until < longest ? until : longest,
            IsRevoked = json.TryGetProperty("revoked", out var revoked) && revoked.ValueKind == JsonValueKind.True,
            Received = received,
        };
    }

    private static Func<string, string?> Labels(JsonElement json)
    {
        string[] labels =
            json.TryGetProperty("labels", out var all) && all.ValueKind == JsonValueKind.Array
                ? [.. all.EnumerateArray().Where(l => l.ValueKind == JsonValueKind.String).Select(l => l.GetString()!)]
                : [];
        return begin => Array.Find(labels, l => l.StartsWith(begin, StringComparison.Ordinal)) is { } label ? Shown(label[begin.Length..]) : null;
    }

    private static string Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    private static bool Time(JsonElement json, string name, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(
            Text(json, name),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out time
        );

    // A name from outside, on one line and not too long. It must not turn the text's direction.
    private static string Shown(string text)
    {
        var plain = new string([
            .. text.Select(c =>
                CharUnicodeInfo.GetUnicodeCategory(c)
                    is UnicodeCategory.Control
                        or UnicodeCategory.Format
                        or UnicodeCategory.LineSeparator
                        or UnicodeCategory.ParagraphSeparator
                        or UnicodeCategory.Surrogate
                    ? ' '
                    : c
            ),
        ]).Trim();
        return plain.Length <= MostName ? plain : plain[..MostName];
    }
}

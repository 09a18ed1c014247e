using System.Text.Json;
using Distill.Logs.Mapping;

namespace Distill.Logs.Formats;

/// <summary>In which format logs are read: the one that the user names, the user's own mapping, or whichever fits each file.</summary>
public sealed class FormatChoice
{
    private static readonly IRecordFormat[] s_particular = [.. Presets.All.Where(f => f.Name != Presets.Columns)];

    private FormatChoice(IRecordFormat? only, RecordPath? accountFrom) => (Only, AccountFrom) = (only, accountFrom);

    /// <summary>Each file by its content.</summary>
    public static FormatChoice Detect { get; } = new(null, null);

    /// <summary>The names that a user may give.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Presets.All.Select(f => f.Name)];

    /// <summary>The format of all files. Null to detect it.</summary>
    internal IRecordFormat? Only { get; }

    /// <summary>Where the account stands. Null for where the format has it.</summary>
    internal RecordPath? AccountFrom { get; }

    /// <summary>Makes a choice.</summary>
    /// <param name="format">A format's name; null to detect it.</param>
    /// <param name="mapFile">The user's mapping; null for none.</param>
    /// <param name="accountFrom">A path to the account; null for the format's own.</param>
    /// <exception cref="FormatException">No format has the name, or the mapping is none. The message says what to do.</exception>
    /// <exception cref="IOException">The mapping can't be read.</exception>
    public static FormatChoice Of(string? format, string? mapFile, string? accountFrom)
    {
        if (format is not null && mapFile is not null)
        {
            throw new FormatException(
                "Give --format or --map, not both. A mapping may build on a format: {\"preset\": \"litellm\", \"fields\": ...}."
            );
        }

        var named = format is null
            ? null
            : Presets.All.FirstOrDefault(f => f.Name == format)
                ?? throw new FormatException($"There is no format '{format}'. There are {string.Join(", ", Names)}; others take --map.");
        return new FormatChoice(mapFile is null ? named : MapOf(mapFile), string.IsNullOrEmpty(accountFrom) ? null : new RecordPath(accountFrom));
    }

    /// <summary>Finds the format that fits most of the records, or of what stands inside of them. Null when none fits any.</summary>
    internal IRecordFormat? FormatOf(IReadOnlyList<JsonElement> records) =>
        Only is { } only
            ? (records.Any(only.Recognizes) ? only : WrappedFormat.Find(only, records) ?? only)
            : Fitting(s_particular, records) ?? Fitting(Presets.All, records) ?? Inside(s_particular, records) ?? Inside(Presets.All, records);

    /// <summary>
    /// Finds the format of a record that is not of its file's format. Null when the file's must do. A record that says its type is no row of a table:
    /// it may be an event of ours that does not exist.
    /// </summary>
    internal IRecordFormat? OtherOf(JsonElement record) =>
        Only is null ? Fitting(record.TryGetProperty("type", out _) ? s_particular : Presets.All, [record]) : null;

    private static WrappedFormat? Inside(IEnumerable<IRecordFormat> formats, IReadOnlyList<JsonElement> records) =>
        formats.Select(f => WrappedFormat.Find(f, records)).FirstOrDefault(f => f is not null);

    private static IRecordFormat? Fitting(IEnumerable<IRecordFormat> formats, IReadOnlyList<JsonElement> records) =>
        formats
            .Select(f => (Format: f, Fits: records.Count(f.Recognizes)))
            .Where(f => f.Fits > 0)
            .OrderByDescending(f => f.Fits)
            .FirstOrDefault()
            .Format;

    private static MappedFormat MapOf(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(
                File.ReadAllBytes(file),
                new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
            );
            return new MappedFormat(FieldMap.Read(json.RootElement.Clone(), Presets.MapOf));
        }
        catch (JsonException e)
        {
            throw new FormatException($"{file} is no JSON: {e.Message}", e);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"{file} is no mapping: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Can't read the mapping {file}: {e.Message}", e);
        }
    }
}

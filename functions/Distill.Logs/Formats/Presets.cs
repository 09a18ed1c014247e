using System.Text.Json;
using Distill.Logs.Mapping;

namespace Distill.Logs.Formats;

/// <summary>The formats that are known by name.</summary>
internal static class Presets
{
    /// <summary>Tables with our own names of fields. Their names are common, so any other format that fits goes first.</summary>
    public const string Columns = "columns";

    private static readonly IReadOnlyList<FieldMap> s_maps = ReadMaps();

    /// <summary>All formats. Of two that fit a log equally well the first is taken.</summary>
    public static IReadOnlyList<IRecordFormat> All { get; } =
    [new NativeFormat(), new OtlpFormat(), new ApiManagementFormat(), .. s_maps.Select(m => new MappedFormat(m))];

    /// <summary>The preset of a name. Null when there is none.</summary>
    public static FieldMap? MapOf(string name) => s_maps.FirstOrDefault(m => m.Name == name);

    private static List<FieldMap> ReadMaps()
    {
        using var stream = typeof(Presets).Assembly.GetManifestResourceStream("presets.json")!;
        using var json = JsonDocument.Parse(stream);
        return [.. json.RootElement.Clone().EnumerateArray().Select(p => FieldMap.Read(p, _ => null))];
    }
}

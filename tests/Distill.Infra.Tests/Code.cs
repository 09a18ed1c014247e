using System.Text.RegularExpressions;

namespace Distill.Infra.Tests;

/// <summary>
/// Reads from the text of the app's code what functions, settings, tables, metrics and event ids it has. The scan knows these forms of settings; code
/// that reads a setting in another form has to add the form here: <c>%Name%</c> in a trigger's attribute; <c>Connection = "Name"</c> of a trigger;
/// <c>configuration["A:B"]</c>; and a constant whose name ends in <c>Setting</c>, with <c>section["key"]</c> in the same file or, if that calls
/// <c>AppIdentity.Of(section)</c>, in that class.
/// </summary>
internal static partial class Code
{
    private const string App = "functions/Distill.Functions";

    private static readonly (string File, string Text)[] s_files =
    [
        .. Repository
            .Files(App, "*.cs")
            .Concat(Repository.Files("functions/Distill.Core", "*.cs"))
            .Select(file => (file, Comment().Replace(Repository.Read(file), ""))),
    ];

    /// <summary>The types in each class's constructor, by the class's name. Of a class in two parts, one part has the constructor.</summary>
    private static readonly Dictionary<string, string[]> s_parts = AppFiles
        .SelectMany(f => PrimaryConstructor().Matches(f.Text))
        .GroupBy(m => m.Groups[1].Value, m => ParameterType().Matches(m.Groups[2].Value).Select(p => p.Groups[1].Value))
        .ToDictionary(parts => parts.Key, parts => parts.SelectMany(p => p).ToArray());

    private static IEnumerable<(string File, string Text)> AppFiles => s_files.Where(f => f.File.StartsWith(App, StringComparison.Ordinal));

    /// <summary>Functions, by their names in Azure.</summary>
    public static IReadOnlyList<string> Functions { get; } = [.. Match(AppFiles, FunctionName()).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> HttpFunctions { get; } =
    [.. Match(AppFiles.Where(f => f.Text.Contains("[HttpTrigger(", StringComparison.Ordinal)), FunctionName())];

    /// <summary>The authorization level of each HTTP trigger.</summary>
    public static IReadOnlyList<string> AuthorizationLevels { get; } = [.. Match(AppFiles, AuthorizationLevel())];

    /// <summary>Settings in percent signs, which triggers and host.json name.</summary>
    public static IReadOnlyList<string> Bound { get; } =
    [.. Match([.. AppFiles, ("host.json", Repository.Read("host.json"))], Percent()).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Connections of triggers.</summary>
    public static IReadOnlyList<string> Connections { get; } = [.. Match(AppFiles, Connection()).Distinct()];

    /// <summary>Settings that the code itself reads, named as environment variables.</summary>
    public static IReadOnlyList<string> Settings { get; } =
    [
        .. AppFiles
            .Where(f => SettingConstant().IsMatch(f.Text))
            .SelectMany(f =>
                Match([f], SettingConstant()).SelectMany(setting => Match(ReadingSections(f), SectionKey()).Select(key => $"{setting}__{key}"))
            )
            .Concat(Match(AppFiles, ConfigurationKey()).Select(k => k.Replace(":", "__", StringComparison.Ordinal)))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>All options, as Distill__Section__Property.</summary>
    public static IReadOnlyList<string> Options { get; } =
    [
        .. OptionsSection()
            .Matches(AppFiles.Single(f => f.File.EndsWith("/DistillSections.cs", StringComparison.Ordinal)).Text)
            .SelectMany(m =>
                OptionProperty()
                    .Matches(s_files.Single(f => f.File.EndsWith($"/{m.Groups[1].Value}.cs", StringComparison.Ordinal)).Text)
                    .Select(p => $"Distill__{m.Groups[2].Value}__{p.Groups[1].Value}")
            ),
    ];

    /// <summary>Tables with a fixed name.</summary>
    public static IReadOnlyList<string> Tables { get; } =
    [.. Match(AppFiles.Where(f => f.File.EndsWith("Table.cs", StringComparison.Ordinal)), TableName()).Order(StringComparer.Ordinal)];

    /// <summary>How the names of tables begin that have one table a day.</summary>
    public static IReadOnlyList<string> TablePrefixes { get; } =
    [.. Match(AppFiles.Where(f => f.File.EndsWith("Table.cs", StringComparison.Ordinal)), TablePrefix())];

    /// <summary>The tables that functions can reach: through the types in their constructors, those types' constructors, and so on.</summary>
    public static IEnumerable<string> TablesWithin(IEnumerable<string> functions)
    {
        var seen = new HashSet<string>();
        var next = new Stack<string>(functions);
        while (next.TryPop(out var name))
        {
            if (seen.Add(name) && s_parts.TryGetValue(name, out var parts))
            {
                Array.ForEach(parts, next.Push);
            }
        }

        var files = AppFiles
            .Where(f => f.File.EndsWith("Table.cs", StringComparison.Ordinal) && seen.Contains(Path.GetFileNameWithoutExtension(f.File)))
            .ToArray();
        return Match(files, TableName()).Concat(Match(files, TablePrefix())).Order(StringComparer.Ordinal);
    }

    public static IReadOnlyList<string> Metrics { get; } = [.. Match(AppFiles, Metric()).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<int> EventIds { get; } = [.. Match(AppFiles, EventId()).Select(int.Parse).Order()];

    /// <summary>Events that are logged with an exception. The exporter sends them to another table.</summary>
    public static IReadOnlySet<int> EventIdsWithException { get; } = Match(AppFiles, EventIdWithException()).Select(int.Parse).ToHashSet();

    /// <summary>Events that are logged as a warning or worse.</summary>
    public static IReadOnlySet<int> FaultIds { get; } = Match(AppFiles, FaultId()).Select(int.Parse).ToHashSet();

    private static IEnumerable<(string File, string Text)> ReadingSections((string File, string Text) file) =>
        file.Text.Contains("AppIdentity.Of(", StringComparison.Ordinal)
            ? [file, AppFiles.Single(f => f.File.EndsWith("/AppIdentity.cs", StringComparison.Ordinal))]
            : [file];

    private static IEnumerable<string> Match(IEnumerable<(string File, string Text)> files, Regex regex) =>
        files.SelectMany(f => regex.Matches(f.Text)).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"(?m)^\s*//.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\[Function\((?:nameof\()?""?(\w+)")]
    private static partial Regex FunctionName();

    [GeneratedRegex(@"\[HttpTrigger\(AuthorizationLevel\.(\w+)")]
    private static partial Regex AuthorizationLevel();

    [GeneratedRegex(@"""%(\w+)%""")]
    private static partial Regex Percent();

    [GeneratedRegex(@"\bConnection = ""(\w+)""")]
    private static partial Regex Connection();

    [GeneratedRegex(@"const string \w*Setting = ""(\w+)""")]
    private static partial Regex SettingConstant();

    [GeneratedRegex(@"\bsection\[""(\w+)""\]")]
    private static partial Regex SectionKey();

    [GeneratedRegex(@"(?:\b[cC]onfiguration\[|GetValue<\w+>\(|GetEnvironmentVariable\()""([\w:]+)""")]
    private static partial Regex ConfigurationKey();

    [GeneratedRegex(@"\bAdd<(\w+)>\(""(\w+)""")]
    private static partial Regex OptionsSection();

    [GeneratedRegex(@"public [\w?<>]+ (\w+) \{ get; init; \}")]
    private static partial Regex OptionProperty();

    [GeneratedRegex(@"public const string \w+ = ""([a-z]+)"";")]
    private static partial Regex TableName();

    [GeneratedRegex(@"\bclass (\w+)\s*\(([^)]*)\)")]
    private static partial Regex PrimaryConstructor();

    [GeneratedRegex(@"\b([A-Z]\w+)(?:<[^>]*>)?\??\s+\w+")]
    private static partial Regex ParameterType();

    [GeneratedRegex(@"const string Prefix = ""([a-z]+)""")]
    private static partial Regex TablePrefix();

    [GeneratedRegex(@"\.Create\w+<\w+>\(\s*""([\w.]+)""")]
    private static partial Regex Metric();

    [GeneratedRegex(@"\[LoggerMessage\(\s*(?:EventId = )?(\d+)")]
    private static partial Regex EventId();

    [GeneratedRegex(@"\[LoggerMessage\(\s*(\d+), LogLevel\.(?:Warning|Error|Critical)\b")]
    private static partial Regex FaultId();

    [GeneratedRegex(@"\[LoggerMessage\(\s*(?:EventId = )?(\d+)(?:(?!\[LoggerMessage).)*?\bException \w+,", RegexOptions.Singleline)]
    private static partial Regex EventIdWithException();
}

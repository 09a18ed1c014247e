using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Distill.Infra.Tests;

/// <summary>README stays short, lines stay narrow, links lead somewhere, and docs/configuration.md names every setting.</summary>
public sealed partial class DocsTests
{
    private const int MostLines = 150;
    private const int MostColumns = 150;

    private static readonly string[] s_folders = [".github", "docs", "functions", "infra"];

    public static TheoryData<string> Pages =>
        [
            .. Directory.EnumerateFiles(Repository.Root, "*.md").Select(path => Path.GetFileName(path)),
            .. s_folders.SelectMany(folder => Repository.Files(folder, "*.md")).Select(path => path.Replace('\\', '/')),
        ];

    [Fact]
    public void Readme_FitsTheFirstScreens() => Assert.InRange(Lines("README.md").Length, 1, MostLines);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Lines_AreNarrow(string page) => Assert.Equal([], Lines(page).Where(line => line.Length > MostColumns));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_LeadSomewhere(string page)
    {
        var links = Link().Matches(string.Join('\n', Prose(page))).Select(m => m.Groups[1].Value);

        Assert.Equal([], links.Where(link => !Uri.IsWellFormedUriString(link, UriKind.Absolute) && !Leads(page, link)));
    }

    /// <summary>Every project and every stage folder tells a newcomer what it holds.</summary>
    [Fact]
    public void Stages_HaveReadmes()
    {
        var functions = Path.Combine(Repository.Root, "functions");
        var projects = Directory
            .EnumerateDirectories(functions)
            .Concat(Directory.EnumerateDirectories(Path.Combine(functions, "samples")))
            .Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any())
            .ToArray();
        var stages = projects
            .SelectMany(Directory.EnumerateDirectories)
            .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj"))
            .Where(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Any());

        Assert.NotEmpty(projects);
        Assert.Equal([], projects.Concat(stages).Where(folder => !File.Exists(Path.Combine(folder, "README.md"))));
    }

    [Fact]
    public void Configuration_ListsEveryOption() =>
        Assert.Equal(
            Code.Options.Select(Written).Order(StringComparer.Ordinal),
            Documented().Where(name => name.StartsWith("Distill:", StringComparison.Ordinal))
        );

    [Fact]
    public void Configuration_ListsEverySettingOfTheDevelopmentHost() =>
        Assert.Equal(LocalSettings(), Documented().Where(name => Local().IsMatch($"\"{name}\"")));

    [Fact]
    public void Configuration_ListsNothingThatIsNotRead()
    {
        var sample = JsonNode.Parse(Repository.Read("local.settings.sample.json"))!["Values"]!.AsObject().Select(v => v.Key);
        var read = sample
            .Concat(Code.Bound)
            .Concat(Code.Connections)
            .Concat(Code.Settings)
            .Concat(Code.Options)
            .Select(Written)
            .Concat(LocalSettings())
            .ToArray();

        Assert.Equal([], Documented().Where(name => !read.Any(r => r == name || r.StartsWith($"{name}:", StringComparison.Ordinal))));
    }

    private static string Written(string setting) => setting.Replace("__", ":", StringComparison.Ordinal);

    private static IOrderedEnumerable<string> Documented() =>
        Setting().Matches(Repository.Read("docs/configuration.md")).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal);

    private static IOrderedEnumerable<string> LocalSettings() =>
        Repository
            .Files("functions/Distill.LocalHost/Settings", "*.cs")
            .SelectMany(file => Local().Matches(Repository.Read(file)))
            .Select(m => m.Groups[1].Value)
            .Distinct()
            .Order(StringComparer.Ordinal);

    private static string[] Lines(string page) => Repository.Read(page).TrimEnd('\n').Split('\n');

    // Text in code fences has no links and no headings.
    private static IEnumerable<string> Prose(string page)
    {
        var isCode = false;
        foreach (var line in Lines(page))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isCode = !isCode;
            }
            else if (!isCode)
            {
                yield return line;
            }
        }
    }

    private static bool Leads(string page, string link)
    {
        var (file, anchor) = link.Split('#', 2) is [var before, var after] ? (before, after) : (link, "");
        var folder = Path.Combine(Repository.Root, Path.GetDirectoryName(page)!);
        var target = file.Length == 0 ? page : Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(folder, file)));
        return anchor.Length == 0
            ? Path.Exists(Path.Combine(Repository.Root, target))
            : File.Exists(Path.Combine(Repository.Root, target)) && Prose(target).Where(line => line.StartsWith('#')).Select(Anchor).Contains(anchor);
    }

    // As GitHub makes them: lower case, no punctuation, a hyphen for each space.
    private static string Anchor(string heading) =>
        new([
            .. heading
                .TrimStart('#')
                .Trim()
                .ToLowerInvariant()
                .Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')
                .Select(c => c == ' ' ? '-' : c),
        ]);

    [GeneratedRegex(@"\[[^\]]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?m)^\| `([\w:]+)` \|")]
    private static partial Regex Setting();

    [GeneratedRegex(@"""((?:LocalHost|LocalEventHubs|LocalAzurite):\w+)""")]
    private static partial Regex Local();
}

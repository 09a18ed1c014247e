namespace Distill.Architecture.Tests;

/// <summary>Rules for the sources of all projects in functions/. The limit on lines holds for tests/ too.</summary>
public sealed class SourceTests
{
    private const int MaxLines = 250;
    private const int MaxColumns = 150;

    /// <summary>Each project has one of these.</summary>
    private static readonly string[] s_inEveryProject = ["Program.cs", "Log.cs"];

    private static readonly SourceFile[] s_sources = [.. Project.All.SelectMany(p => p.Sources())];
    private static readonly SourceFile[] s_pages = [.. SourceFile.In("functions", ".razor")];
    private static readonly SourceFile[] s_tests = [.. SourceFile.In("tests")];

    [Fact]
    public void FileName_OccursOnce() =>
        Rule.HasNoBreach(
            from source in s_sources
            group source.Path by Path.GetFileName(source.Path) into paths
            where paths.Count() > 1 && !s_inEveryProject.Contains(paths.Key)
            select string.Join(" and ", paths)
        );

    [Fact]
    public void File_HasAtMost250Lines() =>
        Rule.HasNoBreach(
            from source in s_sources.Concat(s_tests)
            let lines = Code(source.Lines).Count()
            where lines > MaxLines
            select $"{source.Path} has {lines} lines"
        );

    [Fact]
    public void Line_HasAtMost150Characters() =>
        Rule.HasNoBreach(
            from source in s_sources.Concat(s_pages)
            from line in Code(source.Lines)
            where line.Text.Length > MaxColumns
            select $"{source.Path}:{line.Number} has {line.Text.Length} characters"
        );

    /// <summary>State that outlives a call is passed in, so that whoever calls can see it.</summary>
    [Fact]
    public void State_IsNeverThreadStatic() =>
        Rule.HasNoBreach(
            from source in s_sources
            from line in Code(source.Lines)
            where line.Text.Contains("[ThreadStatic]", StringComparison.Ordinal)
            select $"{source.Path}:{line.Number}"
        );

    /// <summary>The lines without those inside raw string literals, which are data.</summary>
    private static IEnumerable<(int Number, string Text)> Code(string[] lines)
    {
        var data = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var quotes = lines[i].Split("\"\"\"").Length - 1;
            if (!data || quotes > 0)
            {
                yield return (i + 1, lines[i]);
            }

            data ^= quotes % 2 != 0;
        }
    }
}

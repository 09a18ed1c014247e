using System.Text.Json;
using Distill.Honeypots.Scanning;
using Distill.Honeypots.Tests;

namespace Distill.Benchmarks.Honeypots;

/// <summary>What marking changes: sites in 1,000 words, words changed in 100. Then what it costs.</summary>
internal static class MarkingBenchmark
{
    private const int Keys = 20;

    public static int Run(string[] args)
    {
        var texts = args is ["--texts", var path] ? Read(path) : [SomeMarks.Answer];
        var words = texts.Sum(t => (long)WordsOf(t).Length);
        Console.WriteLine(
            FormattableString.Invariant(
                $"{texts.Count:N0} texts, {words:N0} words, {texts.Sum(t => SiteScanner.Scan(t).Count) * 1000.0 / words:0.0} sites in 1,000"
            )
        );
        foreach (var kind in texts.SelectMany(SiteScanner.Scan).CountBy(s => s.Cell.Kind).OrderBy(k => k.Key))
        {
            Console.WriteLine(FormattableString.Invariant($"  {kind.Key, -18} {kind.Value * 1000.0 / words:0.0}"));
        }

        Changes(texts, words);
        return MarkingTimeBenchmark.Run(texts);
    }

    private static void Changes(List<string> texts, long words)
    {
        var (changed, twice) = (0L, 0);
        for (byte key = 0; key < Keys; key++)
        {
            var marker = SomeMarks.Marker(key);
            for (var i = 0; i < texts.Count; i++)
            {
                var marked = marker.Mark(texts[i], SomeMarks.Assignment($"a{i}", $"c{i % 50}"), $"r{i}").Text;
                twice += marker.Mark(marked, SomeMarks.Assignment($"a{i}", $"c{i % 50}"), $"r{i}").Text == marked ? 0 : 1;
                changed += Distill.Honeypots.Tests.Words.Changed(WordsOf(texts[i]), WordsOf(marked));
            }
        }

        Console.WriteLine(
            FormattableString.Invariant(
                $"{100.0 * changed / (words * Keys):0.00} words in 100 changed at r = 0.5; {twice} texts changed by marking twice"
            )
        );
    }

    private static List<string> Read(string path) =>
        [.. File.ReadLines(path).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("text").GetString()!)];

    private static string[] WordsOf(string text) => Distill.Honeypots.Tests.Words.Of(text);
}

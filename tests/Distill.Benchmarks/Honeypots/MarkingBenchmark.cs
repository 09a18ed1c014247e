using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Distill.Honeypots.Scanning;
using Distill.Honeypots.Tests;

namespace Distill.Benchmarks.Honeypots;

/// <summary>What marking costs and changes: time for 500 words, sites in 1,000, words changed in 100. One thread; the best of a few rounds.</summary>
internal static class MarkingBenchmark
{
    private const int Rounds = 9;
    private const int Words = 500;
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
        foreach (var family in texts.SelectMany(SiteScanner.Scan).CountBy(s => s.Cell.Kind).OrderBy(f => f.Key))
        {
            Console.WriteLine(FormattableString.Invariant($"  {family.Key, -18} {family.Value * 1000.0 / words:0.0}"));
        }

        Changes(texts, words);
        Time([.. Documents(texts)]);
        return 0;
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

    private static void Time(string[] documents)
    {
        var words = documents.Sum(d => (long)WordsOf(d).Length);
        var marker = SomeMarks.Marker();
        var (wall, processor) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            using var process = Process.GetCurrentProcess();
            var (started, used) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
            for (var repeat = 0; repeat < 200_000 / words + 1; repeat++)
            {
                foreach (var document in documents)
                {
                    marker.Mark(document, SomeMarks.Assignment(), $"r{round}-{repeat}");
                }
            }

            var share = (double)Words / (words * (200_000 / words + 1));
            process.Refresh();
            wall = Min(wall, Stopwatch.GetElapsedTime(started) * share);
            processor = Min(processor, (process.TotalProcessorTime - used) * share);
        }

        Console.WriteLine(
            (
                $"{wall.TotalMicroseconds:0} microseconds for {Words} words with the receipt, {processor.TotalMicroseconds:0} of processor "
                + $"time, {documents.Length:N0} texts of {words / documents.Length:N0} words"
            )
        );
    }

    /// <summary>The texts, one after the other in documents of at least 500 words.</summary>
    private static IEnumerable<string> Documents(List<string> texts)
    {
        var document = new StringBuilder();
        var words = 0;
        foreach (var text in Enumerable.Range(0, 1 + (2000 / texts.Sum(t => WordsOf(t).Length))).SelectMany(_ => texts))
        {
            document.Append(text).Append("\n\n");
            words += WordsOf(text).Length;
            if (words >= Words)
            {
                yield return document.ToString();
                document.Clear();
                words = 0;
            }
        }
    }

    private static List<string> Read(string path) =>
        [.. File.ReadLines(path).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("text").GetString()!)];

    private static string[] WordsOf(string text) => Distill.Honeypots.Tests.Words.Of(text);

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}

using Distill.Honeypots.Tests;

namespace Distill.Benchmarks.Honeypots;

/// <summary>Marks documents full of baited protected spans, with every site set, and counts the spans that change.</summary>
internal static class ProtectedBenchmark
{
    public static int Run(string[] args)
    {
        var count = new Numbers(args).Of("--documents", 100_000);
        var (spans, broken, marked) = (0L, 0, 0);
        Parallel.For(
            0,
            Environment.ProcessorCount,
            part =>
            {
                var marker = SomeMarks.Marker((byte)part, rate: 1);
                for (var i = part; i < count; i += Environment.ProcessorCount)
                {
                    var (text, inside) = new ProtectedDocuments(i).Next();
                    var after = marker.Mark(text, SomeMarks.Assignment($"a{i}", $"c{i % 1000}"), $"r{i}").Text;
                    Interlocked.Add(ref spans, inside.Count);
                    Interlocked.Add(ref marked, after == text ? 0 : 1);
                    if (Spans.Missing(after, inside) is { } missing)
                    {
                        Interlocked.Increment(ref broken);
                        Console.WriteLine($"Document {i}: {missing}");
                    }
                }
            }
        );
        Console.WriteLine(
            FormattableString.Invariant($"{count:N0} documents, {marked:N0} of them marked, {spans:N0} protected spans: {broken:N0} changed")
        );
        return broken == 0 ? 0 : 1;
    }
}

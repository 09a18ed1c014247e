using System.Text;
using BenchmarkDotNet.Attributes;
using Distill.Honeypots.Marking;
using Distill.Honeypots.Tests;

namespace Distill.Benchmarks.Honeypots;

/// <summary>Time to mark 500 words, with the receipt. An operation is 500 words; one thread.</summary>
public class MarkingTimeBenchmark
{
    private const int MinWords = 500;
    private const int Operations = 400;

    private static List<string> s_texts = [SomeMarks.Answer];

    private readonly Marker _marker = SomeMarks.Marker();
    private string[] _documents = [];
    private int _request;

    internal static int Run(List<string> texts)
    {
        s_texts = texts;
        return Micro.Run<MarkingTimeBenchmark>();
    }

    /// <summary>Collects documents until they have as many words as all operations mark.</summary>
    [GlobalSetup]
    public void CutDocuments()
    {
        var documents = Documents(s_texts).ToArray();
        var words = 0L;
        _documents =
        [
            .. Enumerable
                .Range(0, int.MaxValue)
                .Select(i => documents[i % documents.Length])
                .TakeWhile(document => (words += Words.Of(document).Length) <= Operations * MinWords),
        ];
    }

    [Benchmark(OperationsPerInvoke = Operations)]
    public void Mark()
    {
        foreach (var document in _documents)
        {
            _marker.Mark(document, SomeMarks.Assignment(), $"r{_request++}");
        }
    }

    /// <summary>The texts, joined into documents of at least 500 words.</summary>
    private static IEnumerable<string> Documents(List<string> texts)
    {
        var document = new StringBuilder();
        var words = 0;
        foreach (var text in Enumerable.Range(0, 1 + (2000 / texts.Sum(t => Words.Of(t).Length))).SelectMany(_ => texts))
        {
            document.Append(text).Append("\n\n");
            words += Words.Of(text).Length;
            if (words >= MinWords)
            {
                yield return document.ToString();
                document.Clear();
                words = 0;
            }
        }
    }
}

namespace Distill.Honeypots.Tests;

public sealed class ProtectedSpanTests
{
    // The full count is a benchmark: tests/Distill.Benchmarks -- protected.
    private const int Documents = 5000;

    [Fact]
    public void ProtectedSpans_AreNeverChanged()
    {
        var documents = new ProtectedDocuments(seed: 1);
        var (changed, marker) = (0, SomeMarks.Marker(rate: 1));
        for (var i = 0; i < Documents; i++)
        {
            var (text, spans) = documents.Next();
            Assert.Null(Spans.Missing(text, spans));
            var marked = marker.Mark(text, SomeMarks.Assignment($"a{i}", $"c{i % 50}"), $"r{i}").Text;
            if (Spans.Missing(marked, spans) is { } missing)
            {
                Assert.Fail($"Changed: {missing}\n\nin\n\n{text}\n\nwhich became\n\n{marked}");
            }

            changed += marked == text ? 0 : 1;
        }

        // The prose around them must be marked: a scanner that protects everything would also pass.
        Assert.True(changed > Documents / 2, $"{changed} of {Documents} documents were marked.");
    }

    [Theory]
    [InlineData("The patient should take the prescribed dose and it is important to see a physician.")]
    [InlineData("As requested, here is the text verbatim: it is useful to organize a wide range of tasks.")]
    [InlineData("# It is useful to organize the work for all of the people")]
    [InlineData("// It is useful to organize the work for all of the people")]
    [InlineData("Es ist wichtig, die Arbeit zu organisieren, und das ist für alle gut.")]
    public void WhatIsInDoubt_IsLeftAlone(string text)
    {
        for (byte seed = 0; seed < 20; seed++)
        {
            var marked = SomeMarks.Marker(seed, rate: 1).Mark(text, SomeMarks.Assignment(), "r").Text;
            Assert.Equal(text, marked);
        }
    }
}

using System.Text;
using CsCheck;
using Distill.Contracts.Prompts;

namespace Distill.Core.Tests.Events;

public sealed class PromptFeatureTests
{
    [Fact]
    public void SameFraming_HasTheSameHeadsWhateverFollows()
    {
        var a = Extract("You are a patient tutor. Explain the next passage to me: rivers carve valleys over time.");
        var b = Extract("You are a patient tutor. Explain the next passage to me: the market fell by three points on Monday, again.");

        Assert.Equal(a.Heads[3], b.Heads[3]);
        Assert.NotEqual(a.Whole, b.Whole);
        Assert.NotEqual(a.Tails[0], b.Tails[0]);
    }

    [Theory]
    [InlineData("Solve task 17 for “me” now, please, as ever", "solve TASK 4 for \"me\" now, please, as ever")]
    [InlineData("Review ```int a = 1;``` and list three of its faults", "Review ```x = [2]``` and list three of its faults")]
    [InlineData("One  two\n\nthree four five six seven eight nine", "one two three four five six seven eight nine")]
    public void DigitsQuotesCodeCaseAndSpace_DoNotMatter(string a, string b) => Assert.Equal(Extract(a).Whole, Extract(b).Whole);

    [Theory]
    [InlineData("\uFEFFSum up the text. ")]
    [InlineData("Sum\u200B up the\u200B text.")]
    [InlineData("Su\u200Bm up the te\u00ADxt.")]
    [InlineData("\u202ASum up the text.\u202C\u2060")]
    [InlineData("Sum up the text.\uFFFD")]
    [InlineData("Sum up\uFFFD the text.\uFE0F")]
    public void WhatNobodySees_DoesNotMatter(string text)
    {
        var (plain, odd) = (Extract("Sum up the text."), Extract(text));

        Assert.Equal((plain.Whole, plain.Tokens), (odd.Whole, odd.Tokens));
    }

    [Fact]
    public void ChineseCharacters_AreTokensOfTheirOwn() => Assert.Equal(8, Extract("请一步一步思考。").Tokens);

    [Fact]
    public void PromptAsShortAsALength_HasNoHashForIt()
    {
        var features = Extract("one two three four five six seven eight");

        Assert.NotEqual(0u, features.Heads[0]);
        Assert.Equal(0u, features.Heads[1]);
    }

    [Fact]
    public void BinaryForm_ReadsBack()
    {
        var features = Extract("You are a patient tutor. Explain the next passage to me: rivers carve valleys over time.");
        var bytes = new byte[PromptFeatures.ByteCount];
        features.Write(bytes);
        var again = new byte[PromptFeatures.ByteCount];
        PromptFeatures.Read(bytes).Write(again);

        Assert.Equal(bytes, again);
    }

    [Fact]
    public void Version3_HasAllButPassages()
    {
        var features = Extract("You are a patient tutor. Explain the next passage to me: rivers carve valleys over time.");
        var bytes = new byte[PromptFeatures.ByteCount];
        features.Write(bytes);

        var read = PromptFeatures.Read(bytes.AsSpan(0, PromptFeatures.ByteCountOf3));

        Assert.Equal((features.Whole, features.Pairs[15], features.Intent), (read.Whole, read.Pairs[15], read.Intent));
        Assert.Equal((0, 0u), (read.Starts, read.Passages[0]));
    }

    [Theory]
    [InlineData("A client says this. Explain what is meant by this text: rivers. Be kind to all who read.")]
    [InlineData("Today is Monday\nExplain what is meant by this one, please, and keep it short for me")]
    [InlineData("请一步一步思考。Explain what is meant by this word")]
    public void SentenceOrLineInside_IsAPassageWhateverStandsAround(string text) =>
        Assert.Contains(Extract("One. Explain what is meant by this").Passages[0], Passages(Extract(text)));

    [Theory]
    [InlineData("The value of x is 3.14 and that of y is 2.7 as seen", 0)]
    [InlineData("See docs.example.org for all that you may need today", 0)]
    [InlineData("Explain what is meant by this. Be brief.", 0)]
    [InlineData("Explain what is meant by this. Be brief and kind to all", 1)]
    public void Marks_BeginAPassageOnlyBeforeSpaceAndSixTokens(string text, int starts) => Assert.Equal(starts, Extract(text).Starts);

    [Fact]
    public void ManySentences_AreDrawnAlikeAndInOrder()
    {
        const int sentences = 20;
        var alone = Enumerable.Range(0, sentences).Select(i => Extract($"One. {Sentence(i)}").Passages[0]).ToList();
        var drawn = new int[sentences];
        for (var prompt = 0; prompt < 2000; prompt++)
        {
            var features = Extract($"Prompt {new string('x', prompt)} here. {string.Join(' ', Enumerable.Range(0, sentences).Select(Sentence))}");

            int[] places = [.. Passages(features).Select(p => alone.IndexOf(p))];
            Assert.Equal(sentences, features.Starts);
            Assert.Equal(places.Distinct().Order(), places);
            Array.ForEach(places, p => drawn[p]++);
        }

        // Binomial with mean 500 and a standard deviation of 19.
        Assert.All(drawn, d => Assert.InRange(d, 400, 600));
    }

    [Fact]
    public void VeryManySentences_KeepTheFirstAndTheLast()
    {
        var seen = new HashSet<uint>();
        for (var prompt = 0; prompt < 1000; prompt++)
        {
            var features = Extract($"Prompt {new string('x', prompt)} here. {string.Join(' ', Enumerable.Range(0, 600).Select(Sentence))}");
            Assert.Equal(PromptFeatures.MaxStarts, features.Starts);
            seen.UnionWith(Passages(features));
        }

        Assert.Equal(PromptFeatures.MaxStarts, seen.Count);
        Assert.Contains(Extract($"One. {Sentence(0)}").Passages[0], seen);
        Assert.Contains(Extract($"One. {Sentence(599)}").Passages[0], seen);
        Assert.DoesNotContain(Extract($"One. {Sentence(300)}").Passages[0], seen);
    }

    [Fact]
    public void AnyBytes_AreTaken() => Gen.Byte.Array[0, 200].Sample(bytes => PromptFeatureExtractor.Extract(bytes).Tokens >= 0);

    private static string Sentence(int i) => $"Word{(char)('a' + (i % 26))}{(char)('a' + (i / 26))} is what comes next here.";

    private static uint[] Passages(PromptFeatures features) => [.. ((ReadOnlySpan<uint>)features.Passages).ToArray().Where(p => p != 0)];

    private static PromptFeatures Extract(string text) => PromptFeatureExtractor.Extract(Encoding.UTF8.GetBytes(text));
}

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
    public void AnyBytes_AreTaken() => Gen.Byte.Array[0, 200].Sample(bytes => PromptFeatureExtractor.Extract(bytes).Tokens >= 0);

    private static PromptFeatures Extract(string text) => PromptFeatureExtractor.Extract(Encoding.UTF8.GetBytes(text));
}

using Distill.Contracts;

namespace Distill.Core.Tests.Contracts;

/// <summary>What can't be seen in a text from outside is shown by its code.</summary>
public sealed class HiddenTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("acct_7f3", "acct_7f3")]
    [InlineData("a b\u00e9\u05d0\U0001F600", "a b\u00e9\u05d0\U0001F600")]
    [InlineData("\u202Ea\u2066b\u2069c\u200F\u061C", "\\u202Ea\\u2066b\\u2069c\\u200F\\u061C")]
    [InlineData("a\u200Bb\uFEFF\u00AD", "a\\u200Bb\\uFEFF\\u00AD")]
    [InlineData("\u001b[2J\r\n\u0085\u2028", "\\u001B[2J\\u000D\\u000A\\u0085\\u2028")]
    [InlineData("\uE000\uFFFF\U000E0041", "\\uE000\\uFFFF\\uE0041")]
    public void Show_GivesTheCodeOfWhatCantBeSeen(string text, string shown) => Assert.Equal(shown, HiddenText.Show(text));

    [Fact]
    public void Show_KeepsWhatMayStay() => Assert.Equal("a\n\\u000Db\\u202E", HiddenText.Show("a\n\rb\u202E", "\n"));

    /// <summary>An account that is named like another but for what can't be seen looks different in a table.</summary>
    [Fact]
    public void Csv_ShowsTheCode_AndKeepsLines() =>
        Assert.Equal(
            "\"a\\u202Eb\",\"'\\u200B=1\",\"x\r\ny\"\r\n",
            CsvText.Of([
                ["a\u202Eb", "\u200B=1", "x\r\ny"],
            ])
        );
}

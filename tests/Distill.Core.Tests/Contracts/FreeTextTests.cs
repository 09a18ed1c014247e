using Distill.Contracts;

namespace Distill.Core.Tests.Contracts;

/// <summary>What people write may be in any script, and hides nothing.</summary>
public sealed class FreeTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Zoë O'Brien <ana@x.example> #7 * 10")]
    [InlineData("理由は、三つのアカウントが同じカードを使うため。")]
    [InlineData("القناة ٣ تبيع المفاتيح \u06DD")]
    [InlineData("חשבון אחד, שני לקוחות")]
    [InlineData("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645")]
    [InlineData("\u0645\u06CC\u200C")]
    [InlineData("\u0915\u094D\u200D\u0937 \u0DC1\u0DCA\u200D\u0DBB\u0DD3")]
    [InlineData("\U0001F468\u200D\U0001F469\u200D\U0001F467 \U0001F469\U0001F3FD\u200D\U0001F4BB \u2764\uFE0F\u200D\U0001F525")]
    [InlineData("1\uFE0F\u20E3 \u2139\uFE0F \u2194\uFE0F \u203C\uFE0F \u00A9\uFE0E")]
    [InlineData("\u8FBB\U000E0100 \u845B\uFE00")]
    [InlineData("e\u0301 \u1820\u180B \u2800")]
    public void WhatScriptsAndEmojiNeed_IsTaken(string text) => Assert.Null(FreeText.Fault(text));

    [Theory]
    [InlineData("a\u202Eb", "U+202E", 2)]
    [InlineData("\u2066a\u2069", "U+2066", 1)]
    [InlineData("ab\u200F", "U+200F", 3)]
    [InlineData("\u0645\u061C\u06CC", "U+061C", 2)]
    [InlineData("so\u200Bme", "U+200B", 3)]
    [InlineData("so\u00ADme", "U+00AD", 3)]
    [InlineData("so\u200Dme", "U+200D", 3)]
    [InlineData("so\u200Cme", "U+200C", 3)]
    [InlineData("\u200Dx", "U+200D", 1)]
    [InlineData("\U0001F600\u200Cx", "U+200C", 2)]
    [InlineData("\U0001F600\u200D\u200D", "U+200D", 3)]
    [InlineData("so\uFE0Fme", "U+FE0F", 3)]
    [InlineData("1\uFE0Fa", "U+FE0F", 2)]
    [InlineData("\u2764\uFE0F\uFE0F", "U+FE0F", 3)]
    [InlineData("so\u2060me\uFEFF", "U+2060", 3)]
    [InlineData("so\u3164me", "U+3164", 3)]
    [InlineData("so\u034Fme", "U+034F", 3)]
    [InlineData("so\uFFA0me", "U+FFA0", 3)]
    [InlineData("so\U000E0041me", "U+E0041", 3)]
    [InlineData("so\uFFF9me", "U+FFF9", 3)]
    [InlineData("so\u2028me", "U+2028", 3)]
    [InlineData("so\u0085me", "U+0085", 3)]
    [InlineData("so\u0000me", "U+0000", 3)]
    [InlineData("\U0001F600\nb", "U+000A", 2)]
    public void WhatHidesOrTurnsText_IsNamed(string text, string code, int place) =>
        Assert.StartsWith($"has {code} as its character {place}, ", FreeText.Fault(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("a\r\n\tb", true)]
    [InlineData("a\u000Bb", false)]
    [InlineData("a\n\u202Eb", false)]
    public void SeveralLines_AreTakenWhereTheyMayStand(string text, bool isTaken) =>
        Assert.Equal(isTaken, FreeText.Fault(text, FreeText.Lines) is null);
}

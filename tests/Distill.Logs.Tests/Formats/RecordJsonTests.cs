using System.Text;
using System.Text.Json;
using Distill.Logs.Formats;

namespace Distill.Logs.Tests.Formats;

/// <summary>Damaged text costs a character, not the record.</summary>
public sealed class RecordJsonTests
{
    [Theory]
    [InlineData("{\"a\":\"x\\ud83d y\"}", "x\uFFFD y")]
    [InlineData("{\"a\":\"x\\udc00y\"}", "x\uFFFDy")]
    [InlineData("{\"a\":\"\\uD83D\\uDE00\"}", "\U0001F600")]
    [InlineData("{\"a\":\"\\ud83d\\ud83d\\ude00\"}", "\uFFFD\U0001F600")]
    [InlineData("{\"a\":\"\\\\ud83d\"}", "\\ud83d")]
    [InlineData("{\"a\":\"\\\\\\ud83d\"}", "\\\uFFFD")]
    [InlineData("{\"a\":\"x\ty\",\"b\":NaN}", "x y")]
    public void Text_IsMended(string json, string text)
    {
        using var parsed = RecordJson.Parse(Encoding.UTF8.GetBytes(json));

        Assert.Equal(text, parsed.RootElement.GetProperty("a").GetString());
    }

    [Fact]
    public void BytesThatAreNoUtf8_AreReplaced()
    {
        using var parsed = RecordJson.Parse((byte[])[.. "{\"a\":\"x"u8, 0xff, .. "y\",\"b\":1}"u8]);

        Assert.Equal(("x\uFFFDy", 1), (parsed.RootElement.GetProperty("a").GetString(), parsed.RootElement.GetProperty("b").GetInt32()));
    }

    [Theory]
    [InlineData("{\"a\":\"\\ud83d")]
    [InlineData("{\"a\":\"\\ud83")]
    [InlineData("{\"a\":1,\\ud8")]
    public void WhatIsCutShort_IsNoJson(string json) => Assert.ThrowsAny<JsonException>(() => RecordJson.Parse(Encoding.UTF8.GetBytes(json)));
}

using System.Text;
using Distill.Contracts.Prompts;

namespace Distill.Core.Tests.Contracts;

public sealed class PromptRedactorTests
{
    [Theory]
    [InlineData("""{"type":"call","prompt":"CANARY text"}""")]
    [InlineData("""{"type":"call","Prompt":"CANARY text"}""")]
    [InlineData("""{"type":"call","messages":[{"role":"user","content":"CANARY text"}]}""")]
    [InlineData("""{"type":"call","data":{"nested":{"prompt":"CANARY text"}}}""")]
    [InlineData("""{"CANARY text that someone put where a name belongs, of some length":1}""")]
    [InlineData("""["CANARY"]""")]
    [InlineData("\"CANARY\"")]
    public void PromptText_IsTakenOutWhereverItStands(string json)
    {
        var kept = PromptRedactor.Redact(Encoding.UTF8.GetBytes(json));

        Assert.DoesNotContain("CANARY", Encoding.UTF8.GetString(kept!), StringComparison.Ordinal);
    }

    [Fact]
    public void ContractFields_StayReadable()
    {
        var kept = Encoding.UTF8.GetString(
            PromptRedactor.Redact("""{"type":"call","id":"1","account":"acct_9","inputTokens":-4,"prompt":"hello there"}"""u8.ToArray())!
        );

        Assert.Contains("\"account\":\"acct_9\"", kept, StringComparison.Ordinal);
        Assert.Contains("\"inputTokens\":-4", kept, StringComparison.Ordinal);
        Assert.Contains("\"promptFeatures\":{\"v\":4", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNotJson_CannotBeRedacted() => Assert.Null(PromptRedactor.Redact("{\"prompt\":\"CANARY"u8.ToArray()));
}

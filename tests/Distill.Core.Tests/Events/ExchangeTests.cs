using System.Text;
using System.Text.Json;
using Distill.Core.Events;

namespace Distill.Core.Tests.Events;

/// <summary>The exchanges of a call are the same in whatever shape the sender writes the conversation.</summary>
public sealed class ExchangeTests
{
    private const string Asked = "Why is the sky blue?";
    private const string Answered = "Air scatters short waves more than long ones, so blue light reaches us from every side of the sky.";
    private const string AskedAgain = "And in the evening?";
    private const string AnsweredAgain = "Then the light has a longer way through the air, and most of the blue is lost before it reaches your eyes.";
    private const string Newest = "Why not green?";

    private static readonly Exchanges s_two = Of(
        $$"""
        "turns":[{"role":"user","content":"{{Asked}}"},{"role":"assistant","content":"{{Answered}}"},
        {"role":"user","content":"{{AskedAgain}}"},{"role":"assistant","content":"{{AnsweredAgain}}"}],"prompt":"{{Newest}}"
        """
    );

    public static TheoryData<string> SameConversations =>
        [
            $$"""
                "prompt":[{"role":"system","content":"Be kind."},{"role":"user","content":"{{Asked}}"},{"role":"assistant","content":"{{Answered}}"},
                {"role":"user","content":[{"type":"text","text":"{{AskedAgain}}"}]},
                {"role":"assistant","content":[{"type":"text","text":"{{AnsweredAgain}}"}]},{"role":"user","content":"{{Newest}}"}]
                """,
            $$"""
                "prompt":{"model":"m","messages":[{"role":"user","content":"{{Asked}}"},{"role":"assistant","content":"{{Answered}}"},
                {"role":"user","content":"{{AskedAgain}}"},{"role":"assistant","content":" {{AnsweredAgain}}\n"},
                {"role":"user","content":"{{Newest}}"}]}
                """,
            $$"""
                "prompt":{"contents":[{"role":"user","parts":[{"text":"{{Asked}}"}]},{"role":"model","parts":[{"text":"{{Answered}}"}]},
                {"role":"user","parts":[{"text":"{{AskedAgain}}"}]},{"role":"model","parts":[{"text":"{{AnsweredAgain}}"}]},
                {"role":"user","parts":[{"text":"{{Newest}}"}]}]}
                """,
            $$"""
                "prompt":[{"from":"human","value":"{{Asked}}"},{"from":"gpt","value":"{{Answered}}"},{"from":"human","value":"{{AskedAgain}}"},
                {"from":"gpt","value":"{{AnsweredAgain}}"},{"from":"human","value":"{{Newest}}"}]
                """,
            $$"""
                "turns":["{{Asked}}","{{Answered}}","{{AskedAgain}}","{{AnsweredAgain}}"],"prompt":"{{Newest}}"
                """,
            $$"""
                "turns":["{{Asked}}","{{Answered}}","{{AskedAgain}}","{{AnsweredAgain}}","{{Newest}}"]
                """,
        ];

    [Theory]
    [MemberData(nameof(SameConversations))]
    public void SameConversation_HasTheSameExchanges(string fields)
    {
        Assert.True(s_two.AreKnown);
        Assert.NotEqual(0ul, s_two.Before);
        Assert.Equal(s_two, Of(fields));
        Assert.Equal(s_two, Of(AsText(fields)));
    }

    [Fact]
    public void NextCall_HasTheNewestExchangeBehindItsOwn()
    {
        var one = Of(
            $$"""
            "turns":[{"role":"user","content":"{{Asked}}"},{"role":"assistant","content":"{{Answered}}"}],"prompt":"{{AskedAgain}}"
            """
        );

        Assert.Equal(s_two.Before, one.Last);
        Assert.Equal(0ul, one.Before);
    }

    [Fact]
    public void HashesOfTurns_AreTakenForThem()
    {
        var exchanges = Of("\"turns\":[\"2f68e99171f3af71\",\"052e50fd274a84a8\"],\"prompt\":\"Go on.\"");

        Assert.True(exchanges.AreKnown);
        Assert.NotEqual(exchanges, Of("\"turns\":[\"2f68e99171f3af71\",\"052e50fd274a84a9\"],\"prompt\":\"Go on.\""));
    }

    [Theory]
    [InlineData("\"prompt\":\"Why is the sky blue?\"")]
    [InlineData("\"turns\":[],\"prompt\":\"Hi.\"")]
    [InlineData("\"turns\":[{\"role\":\"system\",\"content\":\"You are a careful assistant that answers in whole sentences, and never in lists.\"}]")]
    [InlineData("\"turns\":[\"Hello!\",\"Hello! How can I help?\"],\"prompt\":\"Tell me a joke.\"")]
    [InlineData("\"prompt\":[\"You are a careful assistant that answers in whole sentences, and never in lists of points.\",\"Why?\"]")]
    [InlineData("\"turns\":[\"a long text that the caller alone wrote, and which was never an answer of any model at all\"],\"prompt\":\"Why?\"")]
    [InlineData("\"turns\":5,\"prompt\":\"Why?\"")]
    [InlineData("\"turns\":[[[[[[[[[[[[\"x\"]]]]]]]]]]]],\"prompt\":\"Why?\"")]
    public void CallWithoutAnAnswerBehindIt_HasNone(string fields) => Assert.Equal(default, Of(fields));

    /// <summary>A caller may begin the answer for the model. That is not one that the model gave.</summary>
    [Fact]
    public void AnswerThatTheCallerBegan_IsNone() =>
        Assert.Equal(
            default,
            Of(
                $$"""
                "prompt":[{"role":"user","content":"{{Asked}}"},{"role":"assistant","content":"{{Answered}}"}]
                """
            )
        );

    private static Exchanges Of(string fields) =>
        new EventParser(new EventLimits())
            .Parse(
                Encoding.UTF8.GetBytes(
                    $$"""{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","account":"a","model":"m",{{fields.ReplaceLineEndings("")}}}"""
                ),
                Some.Time.AddDays(1)
            )
            .Call.Exchanges;

    // The same with the conversation's JSON as a text.
    private static string AsText(string fields)
    {
        var colon = fields.IndexOf(':', StringComparison.Ordinal);
        var isTurns = fields.Contains("\"turns\"", StringComparison.Ordinal);
        return isTurns ? fields : $"{fields[..colon]}:{JsonSerializer.Serialize(fields[(colon + 1)..].ReplaceLineEndings(""))}";
    }
}

using Distill.Contracts.Verdicts;
using Distill.Functions.Tests.Publishing;
using Distill.Reports.Words;

namespace Distill.Functions.Tests.Console;

/// <summary>Values in the words that pages show.</summary>
public sealed class WordsTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(9_999, "9,999")]
    [InlineData(10_000, "10 k")]
    [InlineData(12_345, "12.3 k")]
    [InlineData(999_949, "999.9 k")]
    [InlineData(999_950, "1 M")]
    [InlineData(999_949_999, "999.9 M")]
    [InlineData(999_950_000, "1 bn")]
    [InlineData(1_234_500_000_000, "1,234.5 bn")]
    public void Number_IsRounded(long number, string shown) => Assert.Equal(shown, Shown.Rounded(number));

    [Theory]
    [InlineData(-5, "0 min")]
    [InlineData(59, "59 min")]
    [InlineData(60, "1 h")]
    [InlineData(47 * 60 + 59, "47 h")]
    [InlineData(48 * 60, "2 days")]
    public void Span_HasItsLargestUnit(int minutes, string shown) => Assert.Equal(shown, Shown.Span(TimeSpan.FromMinutes(minutes)));

    /// <summary>Nothing that is shown is invisible, turns what stands beside it, or grows without end.</summary>
    [Theory]
    [InlineData("a\u202Eb", "a\\u202Eb")]
    [InlineData("\u200B", "\\u200B")]
    [InlineData("a\u2028b", "a\\u2028b")]
    [InlineData("\u0007", "\\u0007")]
    [InlineData("two\nlines", "two\nlines")]
    [InlineData("a\r\nb", "a\nb")]
    [InlineData("a\rb", "a\\u000Db")]
    [InlineData("\uE000", "\\uE000")]
    [InlineData("0123456789x", "0123456789…")]
    [InlineData("grüße 😀", "grüße 😀")]
    public void Text_HidesNothing(string text, string shown) => Assert.Equal(shown, Shown.Text(text, 10));

    [Fact]
    public void Case_NamesOnlyWhatCounts()
    {
        var weak = Run.Cluster(1, 12, 9.1);
        var strong = weak with
        {
            Evidence = new Dictionary<string, IReadOnlyList<Reason>>
            {
                ["content"] = [new Reason("elicitation", "x", 50)],
                ["births"] = [new Reason("sign_up_burst", "x", 9.2)],
                ["handover"] = [new Reason("conversation_handover", "x", 20)],
            },
        };

        Assert.StartsWith(
            "12 accounts look like one operator's. In the last 7 days",
            CaseSentence.Of(weak, 9.2, TimeSpan.FromDays(7)),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "12 accounts look like one operator's: they go on with each other's conversations and signed up together. In the last 7 days",
            CaseSentence.Of(strong, 9.2, TimeSpan.FromDays(7)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Counterevidence_BeginsWithTheFacts()
    {
        var cluster = Run.Cluster(1, 12, 10, VerdictLevel.Watch) with
        {
            Held = [Some.Account("gone1"), Some.Account("gone2")],
            Evidence = new Dictionary<string, IReadOnlyList<Reason>>
            {
                ["timing"] = [new Reason("turn_taking", "x", 10)],
                ["explanation"] = [new Reason("common_owner", "One school.", 0)],
            },
        };

        var said = Counterevidence.Of(cluster, 9.2, new MemberFacts(Verified: 1, Allowed: 2));

        Assert.Equal(
            [
                "One school.",
                "The evidence is not enough to act on. The action is allow.",
                "The last run did not find 2 of the members again.",
                "1 member passed a verification.",
                "2 members are allowed by hand.",
                "Nothing was found of these kinds: framings, infrastructure, births.",
                "Timing: Programs that run by one timetable look alike. What each one's own clock explains is left out.",
            ],
            said
        );
    }
}

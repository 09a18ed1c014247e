using Distill.Honeypots.Attribution;

namespace Distill.Honeypots.Tests.Attribution;

public sealed class ProbeQuestionTests
{
    private static readonly ProbeQuestion s_word = Question("There are several ways to it, and they met", " someone who", " somebody who");
    private static readonly ProbeQuestion s_that = Question("With the old tools they", " make sure you", " make sure that you");
    private static readonly ProbeQuestion s_last = Question("There are several ways to it, and they met", " someone", " somebody");

    public static TheoryData<string> Texts => [SomeMarks.Prose, SomeMarks.Answer];

    [Theory]
    [MemberData(nameof(Texts))]
    public void EveryChoice_HasAQuestionThatBothWaysAnswer(string text)
    {
        var questions = Probes.Of(text);
        Assert.True(questions.Count > 5);
        foreach (var question in questions)
        {
            Assert.False(question.Choice(question.First));
            Assert.True(question.Choice(question.Second));
            Assert.False(question.Choice(question.Beginning + question.First));
            Assert.True(question.Choice(question.Beginning + question.Second + " and so on, until the end of the day."));
            Assert.False(question.Choice(question.First.Trim() + ", as it was"));
            Assert.Equal(question, ProbeQuestion.Of(question.Beginning, question.First, question.Second));
            Assert.True(question.Choice(question.Prompt.Contains($"1: {Last(question)}{question.Second}", StringComparison.Ordinal) ? "1" : "2"));
        }
    }

    [Theory]
    [InlineData("met somebody who", true)]
    [InlineData("someone who lives in the house", false)]
    [InlineData("  Somebody   who ", true)]
    [InlineData("I would write: \"It met someone who sings.\"", false)]
    [InlineData("someone who or somebody who", null)]
    [InlineData("Either \"someone who\" or \"somebody who\" works.", null)]
    [InlineData("It met away.", null)]
    [InlineData("I can't help with that.", null)]
    [InlineData("I\u2019m sorry, but I cannot choose. It met somebody who sings.", null)]
    [InlineData("As an AI, I have no preference for someone who.", null)]
    [InlineData("", null)]
    [InlineData("handsomebody whose", null)]
    public void Answer_IsAChoiceIfItHasOneFormAndNoMore(string answer, bool? second) => Assert.Equal(second, s_word.Choice(answer));

    [Theory]
    [InlineData("1")]
    [InlineData("2.")]
    [InlineData("**1**")]
    [InlineData("(2)")]
    [InlineData("Option 1")]
    [InlineData("The answer is 2.")]
    public void Number_IsAChoice(string answer)
    {
        var isOne = answer.Contains('1');
        Assert.Equal(Stands(s_word, isOne), s_word.Choice(answer));
        Assert.Equal(Stands(s_that, isOne), s_that.Choice(answer));
    }

    [Theory]
    [InlineData("1 or 2")]
    [InlineData("12")]
    [InlineData("1.5")]
    [InlineData("1, but 2 is as good")]
    [InlineData("2 things come to mind")]
    public void OddNumbers_AreNone(string answer) => Assert.Null(s_word.Choice(answer));

    [Fact]
    public void NumberWithTheOtherWay_IsNone()
    {
        var (one, two) = Stands(s_word, true) ? (s_word.Second, s_word.First) : (s_word.First, s_word.Second);
        Assert.Equal(Stands(s_word, true), s_word.Choice($"1: met{one}"));
        Assert.Null(s_word.Choice($"1: met{two}"));
    }

    [Theory]
    [InlineData("they make sure you", false)]
    [InlineData("they make sure that you", true)]
    [InlineData(" make sure that you rest. Bees like it.", true)]
    [InlineData("make sure you", false)]
    [InlineData("they make sure you, or they make sure that you", null)]
    [InlineData("or you", null)]
    public void WayWithAWordMore_IsToldFromTheOther(string answer, bool? second) => Assert.Equal(second, s_that.Choice(answer));

    [Fact]
    public void FormAtTheEnd_IsToldFromALongerWord()
    {
        Assert.True(s_last.Choice("somebody"));
        Assert.False(s_last.Choice("someone"));
    }

    [Fact]
    public void WaysThatAreNoChoice_GiveNoQuestion()
    {
        Assert.Null(ProbeQuestion.Of("There are several ways to it, and they met", " away from the", " somebody who"));
        Assert.Null(ProbeQuestion.Of("There are several ways to it, and they met", " somebody who", " someone who"));
        Assert.Null(ProbeQuestion.Of("There are several ways to it, and they met", " someone who", " along somebody who"));
        Assert.Null(ProbeQuestion.Of("They met somebody at the door of the house, and then they met", " someone who", " somebody who"));
    }

    [Fact]
    public void LogProbabilities_CountAsManyAnswers()
    {
        foreach (var (first, second, chosen) in ((double, double, int)[])[(-1, -1, 10), (-9, -1, 20), (-1, -9, 0), (Math.Log(.75), Math.Log(.25), 5)])
        {
            var counts = new SiteCounts();
            counts.Add(s_word, first, second);
            Assert.Equal(new CellCount(s_word.Cell, chosen, SiteCounts.Answers), Assert.Single(counts.Cells));
        }
    }

    [Fact]
    public void Order_FavoursNoForm() =>
        Assert.InRange(
            Enumerable.Range(0, 200).Count(i => Stands(Question($"There are {i} ways to it, and they met", " someone who", " somebody who"), true)),
            70,
            130
        );

    private static ProbeQuestion Question(string beginning, string first, string second) => ProbeQuestion.Of(beginning, first, second)!;

    private static string Last(ProbeQuestion question) => question.Beginning[(question.Beginning.LastIndexOfAny([' ', '\n']) + 1)..];

    /// <summary>Whether the second form stands at 1, or at 2.</summary>
    private static bool Stands(ProbeQuestion question, bool one) => question.OfNumbers(one ? 1 : 0, one ? 0 : 1).Second > 0;
}

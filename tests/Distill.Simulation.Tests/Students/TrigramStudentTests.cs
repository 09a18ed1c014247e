using Distill.Simulation.Students;

namespace Distill.Simulation.Tests.Students;

public sealed class TrigramStudentTests
{
    [Theory]
    [InlineData("Don't panic: it's a well-known fact.\n\n- One, two.\n")]
    [InlineData("  leading, trailing  ")]
    [InlineData("")]
    public void Tokens_AreTheText(string text) => Assert.Equal(text, string.Concat(StudentTokens.Of(text)));

    [Fact]
    public void Contraction_IsOneToken() => Assert.Equal(["I", " don't", ",", " do"], StudentTokens.Of("I don't, do"));

    [Fact]
    public void Student_WritesOnlyWhatItHasLearnt()
    {
        var student = Taught();
        var learnt = Lessons().SelectMany(StudentTokens.Of).ToHashSet();
        Assert.All(student.Write(2000, 7).SelectMany(StudentTokens.Of), token => Assert.Contains(token, learnt));
    }

    [Fact]
    public void Student_WritesAsMuchAsAskedAndTheSameAgain()
    {
        var student = Taught();
        var texts = student.Write(5000, 7).ToArray();
        Assert.Equal(5000, texts.Sum(t => StudentTokens.Of(t).Count()));
        Assert.Equal(texts, student.Write(5000, 7));
        Assert.NotEqual(texts, student.Write(5000, 8));
    }

    [Fact]
    public void Wording_IsInherited()
    {
        // Nine in ten of its teachers say "colour": so does the student, about.
        var student = new TrigramStudent();
        for (var i = 0; i < 200; i++)
        {
            student.Learn(i % 10 == 0 ? "The color of it is red." : "The colour of it is red.");
        }

        var words = student.Write(20_000, 3).SelectMany(StudentTokens.Of).Select(t => t.Trim()).Where(t => t is "color" or "colour").ToArray();
        Assert.InRange(words.Count(w => w == "colour") / (double)words.Length, 0.87, 0.93);
    }

    [Fact]
    public void Continuation_FollowsWhatWasLearnt()
    {
        var student = new TrigramStudent();
        for (var i = 0; i < 200; i++)
        {
            student.Learn(i % 10 == 0 ? "The color of it is red." : "The colour of it is red.");
        }

        var words = Enumerable.Range(0, 2000).Select(i => student.Continue("The", 1, (ulong)i).Trim()).ToArray();
        Assert.InRange(words.Count(w => w == "colour") / 2000.0, 0.86, 0.92);
        Assert.Equal(student.Continue("The", 5, 1), student.Continue("The", 5, 1));
        Assert.Equal(5, StudentTokens.Of(student.Continue("Nobody ever said", 5, 4)).Count());
    }

    [Fact]
    public void NothingLearnt_NothingWritten() => Assert.Throws<InvalidOperationException>(() => new TrigramStudent().Write(1, 1).Count());

    private static TrigramStudent Taught()
    {
        var student = new TrigramStudent();
        foreach (var text in Lessons())
        {
            student.Learn(text);
        }

        return student;
    }

    // With a space in front: a word that only opens texts has none, and where the unigram draws it amid one, two tokens are read as one.
    private static IEnumerable<string> Lessons() => CleanReplies.Of(1).Take(50).Select(t => " " + t);
}

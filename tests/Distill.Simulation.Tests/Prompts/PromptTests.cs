using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Tests.Prompts;

public sealed class PromptTests
{
    [Fact]
    public void Bodies_HardlyRepeat()
    {
        var text = new PromptText();
        foreach (var task in Enum.GetValues<PromptTask>())
        {
            var seen = new HashSet<string>();
            for (var item = 0u; item < 4000; item++)
            {
                text.Clear();
                GrammarPrompts.Shared.Write(task, Language.English, 5, Topics.Popular + item, text);
                seen.Add(text.ToString());
            }
            Assert.True(seen.Count > 3750, $"{task}: {seen.Count} of 4000 are different.");
        }
    }

    [Fact]
    public void EveryTaskAndLanguage_HasWords_WithNoBraceLeft()
    {
        var text = new PromptText();
        foreach (var language in Enum.GetValues<Language>())
        {
            foreach (var task in Enum.GetValues<PromptTask>())
            {
                for (var item = 0u; item < 60; item++)
                {
                    text.Clear();
                    GrammarPrompts.Shared.Write(task, language, 6, item, text);
                    Assert.False(text.Span.IsWhiteSpace());
                    Assert.DoesNotContain("{^", text.ToString(), StringComparison.Ordinal);
                    Assert.DoesNotContain("{~", text.ToString(), StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void PopularItems_AreTheSameForEverybody_AndOthersAreNot()
    {
        Assert.Equal(Body(1, 17), Body(2, 17));
        Assert.NotEqual(Body(1, Topics.Popular + 17), Body(2, Topics.Popular + 17));
    }

    [Fact]
    public void Framing_HasTheSameWordsEachTime_UnlessItIsParaphrased()
    {
        var rng = Rng.Of(3);
        for (var t = 0; t < 50; t++)
        {
            var frame = Framing.Written(Language.English, ref rng);
            Assert.Equal(Written(frame, 0, 1), Written(frame, 0, 2));
        }
    }

    [Fact]
    public void Paraphrase_VariesAboutHalfOfTheWords()
    {
        var rng = Rng.Of(4);
        var (kept, all) = (0.0, 0.0);
        for (var t = 0; t < 200; t++)
        {
            var frame = Framing.Written(Language.English, ref rng);
            var words = Words(Written(frame, 0, 1));
            for (var use = 0ul; use < 5; use++)
            {
                kept += Common(words, Words(Written(frame, .5, use)));
                all += words.Length;
            }
        }
        Assert.InRange(1 - kept / all, .38, .62);
    }

    [Theory]
    [InlineData(FramingStock.Narrow, .25, .6)]
    [InlineData(FramingStock.Wide, 0, .03)]
    public void Stock_DecidesHowOftenFramingsShareASentence_AndSeldomAllOfThem(FramingStock stock, double least, double most)
    {
        var rng = Rng.Of(5);
        var texts = new string[150];
        for (var t = 0; t < texts.Length; t++)
        {
            texts[t] = Written(Framing.Written(Language.English, ref rng), 0, 1, stock);
        }

        var passages = Array.ConvertAll(texts, text => Passages(Words(text)));
        var (shared, equal, pairs) = (0, 0, 0);
        for (var a = 0; a < texts.Length; a++)
        {
            for (var b = 0; b < a; b++, pairs++)
            {
                shared += passages[a].Overlaps(passages[b]) ? 1 : 0;
                equal += texts[a] == texts[b] ? 1 : 0;
            }
        }

        Assert.InRange(shared / (double)pairs, least, most);
        Assert.InRange(equal / (double)pairs, 0, .002);
    }

    [Fact]
    public void NarrowStocks_OfTwoScenarios_HaveOtherSentences()
    {
        var rng = Rng.Of(6);
        var framing = Framing.Written(Language.English, ref rng);
        Assert.Equal(Written(framing, 0, 1, FramingStock.Narrow), Written(framing, 0, 2, FramingStock.Narrow));
        Assert.NotEqual(Written(framing, 0, 1, FramingStock.Narrow), Written(framing, 0, 1, FramingStock.Narrow, 8));
    }

    private static HashSet<string> Passages(string[] words) =>
        [.. Enumerable.Range(0, Math.Max(0, words.Length - 6)).Select(w => string.Join(' ', words.Skip(w).Take(7)))];

    private static string Body(ulong owner, uint item)
    {
        var text = new PromptText();
        GrammarPrompts.Shared.Write(PromptTask.Write, Language.English, owner, item, text);
        return text.ToString();
    }

    private static string Written(Framing frame, double paraphrase, ulong use, FramingStock stock = FramingStock.Wide, ulong scenario = 7)
    {
        var text = new PromptText();
        var wording = Rng.Of(99, use);
        var body = new BodyWriter(new Nothing(), frame.Task, Language.English, 1, 5000, false);
        new FramingWriter(new(stock, scenario)).Write(frame, body, paraphrase, ref wording, text);
        return text.ToString();
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Length of the longest common subsequence.</summary>
    private static int Common(string[] a, string[] b)
    {
        var row = new int[b.Length + 1];
        foreach (var word in a)
        {
            var diagonal = 0;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = word == b[j - 1] ? diagonal + 1 : Math.Max(row[j], row[j - 1]);
                diagonal = above;
            }
        }
        return row[^1];
    }

    private sealed class Nothing : IPromptSource
    {
        public void Write(PromptTask task, Language language, ulong owner, uint item, PromptText into) { }
    }
}

using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Scanning;

namespace Distill.Honeypots.Tests;

/// <summary>No mark may make a sentence wrong. Each test holds one kind of mistake that readers found in marked answers.</summary>
public sealed class HarmlessTests
{
    private const string Before = "This is a plain text that stands here for the sake of it. ";

    [Fact]
    public void PlacesThatReadersFoundWrong_AreNoSites()
    {
        using var file = new StreamReader(typeof(HarmlessTests).Assembly.GetManifestResourceStream("harmful-places.txt")!);
        var places = file.ReadToEnd().Split('\n').Where(l => l.Length > 0 && !l.StartsWith("//", StringComparison.Ordinal)).ToArray();
        Assert.True(places.Length > 380, $"{places.Length} places");
        Assert.DoesNotContain(places, IsSite);
    }

    private static bool IsSite(string place)
    {
        // A heading stands at the text's start. Other places stand behind a sentence, because a short line alone may be verse.
        var line = (place.Contains('\u00B6') ? "" : Before) + place.Replace('\u00B6', '\n');
        var (from, to) = (line.IndexOf('['), line.IndexOf(']') - 1);
        return SiteScanner.Scan(line.Remove(to + 1, 1).Remove(from, 1)).Any(s => s.Start < Math.Max(to, from + 1) && s.Start + s.Length >= from);
    }

    [Fact]
    public void BehindAnArticle_BothFormsFitIt()
    {
        string[] behind = ["new idea of it.", "houses in the town.", "the house of the town.", "making it in the town.", "they are in the town."];
        foreach (var form in Forms())
        {
            foreach (var (article, next) in new[] { "a", "an" }.SelectMany(a => behind.Select(n => (a, n))))
            {
                var beginning = $"{Before}For it was {article} ";
                var sites = SiteScanner.Scan($"{beginning}{form} {next}").Where(s => s.Start == beginning.Length);
                Assert.All(sites, s => Assert.Equal(form[0] is 'a' or 'e' or 'i' or 'o', s.Other[0] is 'a' or 'e' or 'i' or 'o'));
            }
        }
    }

    private static IEnumerable<string> Forms() =>
        CuratedPairs
            .All.SelectMany(k => k.Lines.Split('\n'))
            .SelectMany(l => l.Split(';')[0].Split(" + "))
            .SelectMany(v => v.Split(" / "))
            .Select(f => f.Trim('&', ' '));

    [Theory]
    [InlineData("Here is the corrected sentence:\n\n")]
    [InlineData("English translation:\n")]
    [InlineData("## Synonyms and grammar\n\n")]
    [InlineData("This is a haiku.\n\n")]
    [InlineData("Rewritten:\n")]
    [InlineData("> Rephrased\n\n")]
    [InlineData("**Verse 1**\n\n")]
    [InlineData("Chorus:\n\n")]
    public void AShortLineAboutWording_ClosesTheText(string line)
    {
        const string Text = "The town is a nice place for a visit, and it is often full of people who have come to see the old mill.";
        Assert.NotEmpty(SiteScanner.Scan(Text));
        Assert.Empty(SiteScanner.Scan(line + Text));
    }

    [Theory]
    [InlineData("This is based on the plan of the town. It depends on the house that they have. They rely upon the rain for it.", 3)]
    [InlineData("They asked someone who was in the house. It is for everybody to see. They know of anyone who was there.", 3)]
    [InlineData("This can help to build the house. It helps them find the town. They can help us to find it in the winter.", 3)]
    [InlineData("These are the things that humans need in the town. They are like human beings that they see in it.", 2)]
    public void AConvention_HasOneFormInAnAnswer(string text, int count)
    {
        var sites = SiteScanner.Scan(Before + text);
        Assert.Equal(count, sites.Count);
        Assert.Single(sites.Select(s => s.Cell).Distinct());
        var ways = new HashSet<bool>();
        for (byte key = 0; key < 40; key++)
        {
            var marked = SomeMarks.Marker(key, rate: 1).Mark(Before + text, SomeMarks.Assignment(), "r").Text;
            ways.Add(Assert.Single(SiteScanner.Scan(marked).Select(s => s.Form).Distinct()));
        }

        Assert.Equal(2, ways.Count);
    }

    [Fact]
    public void WordsOfTheSentenceBeside_DoNotComeTwice()
    {
        const string First = "The house of the town is often cold, and it is good for them to be with us.";
        const string Second = "They are frequently in the town to see the house of the others in the winter.";
        Assert.Empty(SiteScanner.Scan($"{First} {Second}"));
        Assert.Equal(2, SiteScanner.Scan($"{First}\n{Second}").Count);
        Assert.Equal(2, SiteScanner.Scan($"{First} This is a plain text that stands here. {Second}").Count);
    }

    [Theory]
    [InlineData("You should take pantoprazole before the meal, and it is often given for this.")]
    [InlineData("They put him on amlodipine in the morning, and it is often given for this.")]
    [InlineData("The cbc and the ecg are fine, and they are often done for this.")]
    public void SentencesWithDrugsAndFindings_AreNotMarked(string text) => Assert.Empty(SiteScanner.Scan(Before + text));

    [Theory]
    [InlineData("They are alone in the house, and it is often cold in the winter.")]
    [InlineData("It is a spartan house by the sea, and it is often cold in the winter.")]
    public void WordsThatEndLikeDrugs_AreNoDrugs(string text) => Assert.NotEmpty(SiteScanner.Scan(Before + text));
}

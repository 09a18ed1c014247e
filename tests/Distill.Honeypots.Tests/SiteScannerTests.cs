using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Scanning;

namespace Distill.Honeypots.Tests;

public sealed class SiteScannerTests
{
    [Theory]
    [InlineData("You can, for instance, ask the people in the shop.", MarkKind.Connective, true, "for example")]
    [InlineData("Additionally, the house of the town is of wood.", MarkKind.Connective, false, "In addition")]
    [InlineData("In spite of the rain they went to the house.", MarkKind.Connective, false, "Despite")]
    [InlineData("They like the house, since it is a house of wood.", MarkKind.Connective, true, "as it is")]
    [InlineData("Although it is of wood, the house is warm.", MarkKind.Connective, false, "Though")]
    [InlineData("They walk to the shop instead of taking the car.", MarkKind.Connective, false, "rather than")]
    [InlineData("Cut the bread so you can eat it with them.", MarkKind.Connective, false, "so that you can")]
    [InlineData("The river rose, thus flooding all of the town.", MarkKind.Connective, true, "thereby")]
    [InlineData("You can make sure that you are on time.", MarkKind.OptionalThat, true, "make sure")]
    [InlineData("This can help to reduce the cost of it.", MarkKind.OptionalParticle, true, "help")]
    [InlineData("They have all the roses that are in the town.", MarkKind.OptionalParticle, false, "all of the")]
    [InlineData("This is based on the plan that you have.", MarkKind.Variant, false, "based upon")]
    [InlineData("They asked somebody who was in the house.", MarkKind.Variant, true, "someone")]
    [InlineData("There is a wide range of tools for this.", MarkKind.Synonym, false, "wide variety of")]
    [InlineData("We take part in the work of the town.", MarkKind.Synonym, false, "participate in")]
    [InlineData("The house is often old and cold in the winter.", MarkKind.Synonym, false, "frequently")]
    [InlineData("It is hard to find it when it is dark.", MarkKind.Synonym, true, "difficult to")]
    [InlineData("The river rose, leading to loss of the house.", MarkKind.Synonym, false, "resulting in")]
    [InlineData("There are several good reasons for the plan that they have.", MarkKind.Synonym, true, "a number of")]
    [InlineData("They need tools such as saws to cut the wood.", MarkKind.Synonym, false, "like")]
    [InlineData("They need tools, like saws, to cut the wood.", MarkKind.Synonym, false, "such as")]
    [InlineData("It may be that this is the way of it.", MarkKind.Synonym, false, "might")]
    [InlineData("We have to be in the house with the others.", MarkKind.Synonym, true, "We need to")]
    [InlineData("Make sure that the house is warm for them.", MarkKind.Synonym, true, "Ensure that")]
    [InlineData("They use various tools to cut the wood of it.", MarkKind.Synonym, false, "a variety of")]
    [InlineData("There are numerous roses in the garden of the house.", MarkKind.Synonym, true, "There are many")]
    [InlineData("They like the garden, as it allows them to see the house.", MarkKind.Connective, false, "since it allows")]
    [InlineData("This is the way that we do it in the house.", MarkKind.OptionalThat, true, "the way we")]
    [InlineData("It is considered to be one of their best.", MarkKind.OptionalParticle, true, "considered one of")]
    [InlineData("The sum is calculated by using the table of the town.", MarkKind.OptionalParticle, true, "using")]
    public void EachKind_IsFound(string text, MarkKind kind, bool form, string other)
    {
        var site = Assert.Single(SiteScanner.Scan(Lines(text)), s => s.Cell.Kind == kind);
        Assert.Equal((form, other), (site.Form, site.Other));
    }

    [Theory]
    [InlineData("The gift is good, and so is, for example the house.")]
    [InlineData("They took several of the boxes to the house with them.")]
    [InlineData("Every several years they come to the town to see it.")]
    [InlineData("They need help to reduce the size of the house.")]
    [InlineData("They found the door leading to the garden of the house.")]
    [InlineData("The rain was due to the wind from the west of it.")]
    [InlineData("They made a positive impact on the people of the town.")]
    [InlineData("It is for them to decide whether to go to the house.")]
    [InlineData("It is the message that users see if they try to come.")]
    [InlineData("Besides, they have to be in the town with the others.")]
    [InlineData("It has a wide range of motion when it is in use.")]
    [InlineData("How often they have been to the town is not known.")]
    [InlineData("They like it, because it has been good to them.")]
    [InlineData("They use all the time that they have for this.")]
    [InlineData("The people like the house that they have in the town.")]
    [InlineData("They have the same tools such as: a saw of the house.")]
    [InlineData("They may not be in the house with the others of us.")]
    [InlineData("These are the tools that they have to build the house.")]
    [InlineData("You need to have the tools of the house with you.")]
    [InlineData("They sang it as well as they could in the house.")]
    [InlineData("It was too warm to be in the house with them.")]
    [InlineData("The cats are in it as it is called by the others.")]
    [InlineData("It is a combination of: the house and the garden of it.")]
    [InlineData("The function is called with the name of the house.")]
    [InlineData("They do not know how many houses there are in it.")]
    [InlineData("It broke a bone of theirs, often the one in the hip.")]
    [InlineData("It fails for any reason, such as if they are in the house.")]
    [InlineData("To sum up, to see the house they have to be in the town.")]
    [InlineData("They take some or all of these houses to be in the town.")]
    [InlineData("Many roses in the garden of the house are red.")]
    [InlineData("The small one does most of the work in the house.")]
    [InlineData("It is a combination of drugs that they have in the house.")]
    [InlineData("They made a significant impact on the people of the town.")]
    public void DoubtfulPlaces_AreNoSites(string text) => Assert.Empty(SiteScanner.Scan(Lines(text)));

    [Theory]
    [InlineData("The color of the center is grey, and they're going to organise it.")]
    [InlineData("We sell roses, lilies and tulips. In practice the tool is well known for its long-term use.")]
    [InlineData("It's a tool\u2014that is to say, it isn't a toy\u2014and it is what they've always used.")]
    public void Conventions_NeverVary(string text) => Assert.Empty(SiteScanner.Scan(Lines(text)));

    [Theory]
    [InlineData("The plural of it is often formed with this. It is based on the sound. There is a wide range of forms for it.")]
    [InlineData("A comma is often left out here. It is based on the plan, and everyone can see that. They often do it.")]
    [InlineData("Two synonyms are often used for it. This is based on the plan. They often do it.")]
    public void TextAboutWording_LeavesAsItCame(string text) => Assert.Empty(SiteScanner.Scan(text));

    [Fact]
    public void LinesOfVerse_LeaveAsTheyCame() =>
        Assert.Empty(
            SiteScanner.Scan(
                "I often think of all the roses there\nAnd everyone who came to see them bloom.\nThe house is often full of all the air."
            )
        );

    [Fact]
    public void AtASentencesStart_TheContextIsWhatFollows()
    {
        var cells = new[] { "the house of the town is old", "this house of the town is old", "usually his house is old" }
            .SelectMany(t => new[] { "Additionally", "In addition" }.Select(o => SiteScanner.Scan(Lines($"{o}, {t}."))[0].Cell))
            .ToArray();
        Assert.Equal(3, cells.Distinct().Count());
        Assert.Equal(cells[0], cells[1]);
        Assert.Equal(cells[4], SiteScanner.Scan(Lines("In addition, typically his house is old."))[0].Cell);
    }

    // A short line alone may be verse. So another sentence stands before the text.
    private static string Lines(string text) => "This is a plain text. " + text;

    [Fact]
    public void TheOtherForm_IsTheSameSite()
    {
        var (sites, lost) = (0, 0);
        for (var seed = 0; seed < 300; seed++)
        {
            var text = new ProtectedDocuments(seed).Next().Text;
            foreach (var site in SiteScanner.Scan(text))
            {
                var other = text[..site.Start] + site.Other + text[(site.Start + site.Length)..];
                var expected = new Site(site.Start, site.Other.Length, site.Cell, !site.Form, text.Substring(site.Start, site.Length));
                sites++;
                lost += SiteScanner.Scan(other).Contains(expected) ? 0 : 1;
            }
        }

        // The marker notices when a site gets lost because sites meet, and leaves the text alone. The attribution test would miss the site.
        Assert.True(sites > 1000 && lost * 100 <= sites, $"{lost} of {sites} sites are not found in their other form.");
    }

    [Theory]
    [InlineData("In addition to the house, the garden is often large, and everyone likes to be in it.")]
    [InlineData("It is based on a wide range of different types of plans that help to reduce the risk of it.")]
    public void WhereRulesMeet_SitesDoNotOverlap(string text) => AssertApart(text);

    [Fact]
    public void SitesOfAnyText_DoNotOverlap()
    {
        AssertApart(SomeMarks.Prose);
        AssertApart(SomeMarks.Answer);
        var phrases = Phrases();
        for (var seed = 0; seed < 3000; seed++)
        {
            AssertApart(new ProtectedDocuments(seed).Next().Text);
            AssertApart(Jumble(new Random(seed), phrases));
        }
    }

    private static void AssertApart(string text)
    {
        var sites = SiteScanner.Scan(text);
        Assert.All(
            sites.Zip(sites.Skip(1)),
            pair => Assert.True(pair.First.Start + pair.First.Length <= pair.Second.Start && pair.First.Start < pair.Second.Start, text)
        );
    }

    /// <summary>Every form of every pair, and words that guards look for.</summary>
    private static string[] Phrases() =>
        [
            .. CuratedPairs
                .All.SelectMany(f => f.Lines.Split('\n'))
                .SelectMany(l => l.Split(';')[0].Split(" + "))
                .SelectMany(v => v.Split(" / "))
                .Select(f => f.Trim('&', ' '))
                .Where(f => f.Length > 0),
            .. "and|or|, and|but|also|can|will|have|building|roses|the garden|of wood|is|are|to".Split('|'),
        ];

    /// <summary>A sentence of phrases, with words and commas between some. Sites meet here more than in any prose.</summary>
    private static string Jumble(Random random, string[] phrases)
    {
        string[] between = [" ", " ", " the ", " and ", ", ", " roses ", ", and "];
        var text = string.Concat(Enumerable.Range(0, 12).Select(_ => phrases[random.Next(phrases.Length)] + between[random.Next(between.Length)]));
        return $"{char.ToUpperInvariant(text[0])}{text[1..].TrimEnd(' ', ',')} of the people that they have with them.";
    }

    [Fact]
    public void TheDictionary_NamesEachPairOnce()
    {
        var pairs = MarkDictionary.Standard.Pairs;
        Assert.Equal(Enum.GetValues<MarkKind>(), pairs.Select(p => p.Kind).Distinct().Order());
        Assert.Equal(pairs.Count, pairs.Select(p => p.Name).Distinct().Count());
        Assert.Equal(64, MarkDictionary.Standard.Hash.Length);
    }
}

using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Scanning;

namespace Distill.Honeypots.Tests;

public sealed class SiteScannerTests
{
    [Theory]
    [InlineData("We sell the roses, lilies and tulips.", MarkKind.SerialComma, false, ",")]
    [InlineData("We sell the roses, lilies, and tulips.", MarkKind.SerialComma, true, "")]
    [InlineData("In practice, the tool is as fast as you can be.", MarkKind.OpenerComma, true, "")]
    [InlineData("The tool is quite fast, and it is as small as you like.", MarkKind.ClauseComma, true, "")]
    [InlineData("You can grow plants such as ferns in the shade.", MarkKind.ExampleComma, false, ",")]
    [InlineData("She knows they are happy with the cat.", MarkKind.Contraction, false, "they're")]
    [InlineData("In this picture I am happy with the cat.", MarkKind.Contraction, false, "I'm")]
    [InlineData("You can organise the work as you like it.", MarkKind.SpellingIze, false, "organize")]
    [InlineData("The color of the door is up to you.", MarkKind.SpellingOther, true, "colour")]
    [InlineData("You can make long term plans for the house.", MarkKind.Hyphen, false, "long-term")]
    [InlineData("This is a tool that can be of use to you.", MarkKind.Relative, false, "which")]
    [InlineData("You can, for instance, ask the people in the shop.", MarkKind.Connective, true, "for example")]
    [InlineData("You can make sure that you are on time.", MarkKind.OptionalThat, true, "make sure")]
    [InlineData("This can help to reduce the cost of it.", MarkKind.OptionalParticle, true, "help")]
    [InlineData("They walk towards the house as it is dark.", MarkKind.Variant, true, "toward")]
    [InlineData("There is a wide range of tools for this.", MarkKind.Synonym, false, "wide variety of")]
    [InlineData("You can find tools that are of use to you.", MarkKind.Relative, false, "which")]
    [InlineData("You can save water, while also keeping the house as it is.", MarkKind.ClauseComma, true, "")]
    [InlineData("It has the tools including the small saw for this.", MarkKind.ExampleComma, false, ",")]
    [InlineData("We sell the roses, lilies and tulips of the new garden.", MarkKind.SerialComma, false, ",")]
    [InlineData("Finally add the water to it as you like.", MarkKind.OpenerComma, false, ",")]
    [InlineData("The house is old\u2014the door is new to them.", MarkKind.Dash, false, " \u2014 ")]
    [InlineData("The small house of wood was old and was sold to them.", MarkKind.ClauseComma, false, ",")]
    [InlineData("The tool works with many files, and can be of use to them.", MarkKind.ClauseComma, true, "")]
    [InlineData("In the garden the roses are in bloom.", MarkKind.OpenerComma, false, ",")]
    [InlineData("Throughout this story, each house is old.", MarkKind.OpenerComma, true, "")]
    [InlineData("We take part in the work of the town.", MarkKind.Synonym, false, "participate in")]
    [InlineData("By doing so the people of the town can win.", MarkKind.Connective, false, "In doing so")]
    [InlineData("Fold the sheet of paper and then cut it as you like.", MarkKind.ClauseComma, false, ",")]
    [InlineData("The door of the house was open, so they slept in the garden.", MarkKind.ClauseComma, true, "")]
    [InlineData("The plan is good for the town as it helps the people of it.", MarkKind.ClauseComma, false, ",")]
    [InlineData("The sky above the town is blue and the grass is green.", MarkKind.ClauseComma, false, ",")]
    [InlineData("Finally, the house is large and quiet and has a door to the garden.", MarkKind.ClauseComma, false, ",")]
    [InlineData("You can add the water to the dough, rather than the milk of the goat.", MarkKind.ClauseComma, true, "")]
    [InlineData("Then add the water to it as you like.", MarkKind.OpenerComma, false, ",")]
    [InlineData("In the garden there is a house of wood.", MarkKind.OpenerComma, false, ",")]
    [InlineData("This is a small green tool that can be of use to you.", MarkKind.Relative, false, "which")]
    [InlineData("You can grow, with the help of the town, a garden that is for all.", MarkKind.Relative, false, "which")]
    [InlineData("The tools allow the new users to work with it.", MarkKind.Synonym, false, "enable")]
    [InlineData("The house on the hill is of wood, while the barn is of stone.", MarkKind.Synonym, false, "whereas")]
    [InlineData("They like the house since it is of wood.", MarkKind.Synonym, true, "because")]
    [InlineData("The tool can also be of use to you.", MarkKind.Variant, false, "also can")]
    public void EachKind_IsFound(string text, MarkKind kind, bool form, string other)
    {
        var site = Assert.Single(SiteScanner.Scan(text), s => s.Cell.Kind == kind);
        Assert.Equal((form, other), (site.Form, site.Other));
    }

    [Theory]
    [InlineData("When it is late at night, cats and dogs of the town sleep.", MarkKind.SerialComma)]
    [InlineData("Using the new data, people and firms of the town can win.", MarkKind.SerialComma)]
    [InlineData("It is good for all of them, giving food and shelter.", MarkKind.SerialComma)]
    [InlineData("He came with his brother, a doctor and writer.", MarkKind.SerialComma)]
    [InlineData("Additionally, reducing the waste of it can be of help.", MarkKind.OpenerComma)]
    [InlineData("The rest of it is easy, but for many, that is said too soon.", MarkKind.Synonym)]
    [InlineData("The dogs which bark at night and are loud sleep.", MarkKind.ClauseComma)]
    [InlineData("The house that is made of wood and is old was sold.", MarkKind.ClauseComma)]
    [InlineData("If the door of the house is shut and is green they sleep.", MarkKind.ClauseComma)]
    [InlineData("The tools we buy from the shop and had at home are old.", MarkKind.ClauseComma)]
    [InlineData("The house, a ruin of stone and was sold to them.", MarkKind.ClauseComma)]
    [InlineData("The door was never old and was sold to them.", MarkKind.ClauseComma)]
    [InlineData("The door of the house can shut and can turn to them.", MarkKind.ClauseComma)]
    [InlineData("In the house they built the door is red.", MarkKind.OpenerComma)]
    [InlineData("In the house that is old the door is red.", MarkKind.OpenerComma)]
    [InlineData("In the red house the door is old.", MarkKind.OpenerComma)]
    [InlineData("On the night the house burned they were asleep.", MarkKind.OpenerComma)]
    [InlineData("They came in a short while and slept.", MarkKind.Variant)]
    [InlineData("You can try using the bathroom of the house.", MarkKind.Synonym)]
    [InlineData("Allow the cake to cool before you eat it.", MarkKind.Synonym)]
    [InlineData("The tools allow customers access to all of it.", MarkKind.Synonym)]
    [InlineData("They slept in the house of wood, while the dog was in the garden.", MarkKind.Synonym)]
    [InlineData("They have been in the house since they were born in it.", MarkKind.Synonym)]
    [InlineData("They do not like the house because it is of wood.", MarkKind.Synonym)]
    [InlineData("With the garden, using cash instead of credit cards can help you.", MarkKind.ClauseComma)]
    [InlineData("They said that the plan is as good for the town as it has been.", MarkKind.ClauseComma)]
    [InlineData("The gap between the boy in the house and the girl is small.", MarkKind.ClauseComma)]
    [InlineData("She sings for them every now and then in the garden.", MarkKind.ClauseComma)]
    [InlineData("I do think so they can win the game.", MarkKind.ClauseComma)]
    public void DoubtfulPlaces_AreNoSites(string text, MarkKind kind) => Assert.DoesNotContain(SiteScanner.Scan(text), s => s.Cell.Kind == kind);

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
    [InlineData("In addition to the house the garden is large.")]
    [InlineData("The answer is quick and easy to read, and it is short.")]
    [InlineData("Today it has red doors, quick and easy to paint, fast and easy to clean, and cheap.")]
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

    /// <summary>Every form of every pair, every opener, and every word that the comma rules look for.</summary>
    private static string[] Phrases() =>
        [
            .. CuratedPairs
                .All.SelectMany(f => f.Lines.Split('\n'))
                .SelectMany(l => l.Split(';')[0].Split(" + "))
                .SelectMany(v => v.Split(" / "))
                .Select(f => f.Trim())
                .Where(f => f.Length > 0),
            .. CuratedPairs.OpenerLines.Split('\n').Select(o => o.Trim()),
            .. (
                "and|or|, and|, or|but|so they can|and then|as it can|such as|including|as well as|rather than|because it is|while also|along "
                + "with|even though|the garden|the new house|of wood|is|are|to"
            ).Split('|'),
        ];

    /// <summary>A sentence of phrases, with words and commas between some. Word sites and comma sites meet here more than in any prose.</summary>
    private static string Jumble(Random random, string[] phrases)
    {
        string[] between = [" ", " ", " the ", " and ", ", ", " roses ", ", and "];
        var text = string.Concat(Enumerable.Range(0, 12).Select(_ => phrases[random.Next(phrases.Length)] + between[random.Next(between.Length)]));
        return $"{char.ToUpperInvariant(text[0])}{text[1..].TrimEnd(' ', ',')} of the people that they have with them.";
    }

    [Fact]
    public void TheDictionary_HasTenKindsAndNamesEachPairOnce()
    {
        var pairs = MarkDictionary.Standard.Pairs;
        Assert.True(pairs.Select(p => p.Kind).Where(f => !f.IsSurface()).Distinct().Count() >= 10);
        Assert.Equal(pairs.Count, pairs.Select(p => p.Name).Distinct().Count());
        Assert.Equal(64, MarkDictionary.Standard.Hash.Length);
    }
}

using Distill.Core.Honeypots;

namespace Distill.Core.Tests.Honeypots;

public sealed class SiteScannerTests
{
    [Theory]
    [InlineData("We sell the roses, lilies and tulips.", MarkFamily.SerialComma, false, ",")]
    [InlineData("We sell the roses, lilies, and tulips.", MarkFamily.SerialComma, true, "")]
    [InlineData("In practice, the tool is as fast as you can be.", MarkFamily.OpenerComma, true, "")]
    [InlineData("The tool is quite fast, and it is as small as you like.", MarkFamily.ClauseComma, true, "")]
    [InlineData("You can grow plants such as ferns in the shade.", MarkFamily.ExampleComma, false, ",")]
    [InlineData("She knows they are happy with the cat.", MarkFamily.Contraction, false, "they're")]
    [InlineData("In this picture I am happy with the cat.", MarkFamily.Contraction, false, "I'm")]
    [InlineData("You can organise the work as you like it.", MarkFamily.SpellingIze, false, "organize")]
    [InlineData("The color of the door is up to you.", MarkFamily.SpellingOther, true, "colour")]
    [InlineData("You can make long term plans for the house.", MarkFamily.Hyphen, false, "long-term")]
    [InlineData("This is a tool that can be of use to you.", MarkFamily.Relative, false, "which")]
    [InlineData("You can, for instance, ask the people in the shop.", MarkFamily.Connective, true, "for example")]
    [InlineData("You can make sure that you are on time.", MarkFamily.OptionalThat, true, "make sure")]
    [InlineData("This can help to reduce the cost of it.", MarkFamily.OptionalParticle, true, "help")]
    [InlineData("They walk towards the house as it is dark.", MarkFamily.Variant, true, "toward")]
    [InlineData("There is a wide range of tools for this.", MarkFamily.Synonym, false, "wide variety of")]
    [InlineData("You can find tools that are of use to you.", MarkFamily.Relative, false, "which")]
    [InlineData("You can save water, while also keeping the house as it is.", MarkFamily.ClauseComma, true, "")]
    [InlineData("It has the tools including the small saw for this.", MarkFamily.ExampleComma, false, ",")]
    [InlineData("We sell the roses, lilies and tulips of the new garden.", MarkFamily.SerialComma, false, ",")]
    [InlineData("Finally add the water to it as you like.", MarkFamily.OpenerComma, false, ",")]
    [InlineData("The house is old\u2014the door is new to them.", MarkFamily.Dash, false, " \u2014 ")]
    [InlineData("The small house of wood was old and was sold to them.", MarkFamily.ClauseComma, false, ",")]
    [InlineData("The tool works with many files, and can be of use to them.", MarkFamily.ClauseComma, true, "")]
    [InlineData("In the garden the roses are in bloom.", MarkFamily.OpenerComma, false, ",")]
    [InlineData("Throughout this story, each house is old.", MarkFamily.OpenerComma, true, "")]
    [InlineData("We take part in the work of the town.", MarkFamily.Synonym, false, "participate in")]
    [InlineData("By doing so the people of the town can win.", MarkFamily.Connective, false, "In doing so")]
    [InlineData("Fold the sheet of paper and then cut it as you like.", MarkFamily.ClauseComma, false, ",")]
    [InlineData("The door of the house was open, so they slept in the garden.", MarkFamily.ClauseComma, true, "")]
    [InlineData("The plan is good for the town as it helps the people of it.", MarkFamily.ClauseComma, false, ",")]
    [InlineData("The sky above the town is blue and the grass is green.", MarkFamily.ClauseComma, false, ",")]
    [InlineData("Finally, the house is large and quiet and has a door to the garden.", MarkFamily.ClauseComma, false, ",")]
    [InlineData("You can add the water to the dough, rather than the milk of the goat.", MarkFamily.ClauseComma, true, "")]
    [InlineData("Then add the water to it as you like.", MarkFamily.OpenerComma, false, ",")]
    [InlineData("In the garden there is a house of wood.", MarkFamily.OpenerComma, false, ",")]
    [InlineData("This is a small green tool that can be of use to you.", MarkFamily.Relative, false, "which")]
    [InlineData("You can grow, with the help of the town, a garden that is for all.", MarkFamily.Relative, false, "which")]
    [InlineData("The tools allow the new users to work with it.", MarkFamily.Synonym, false, "enable")]
    [InlineData("The house on the hill is of wood, while the barn is of stone.", MarkFamily.Synonym, false, "whereas")]
    [InlineData("They like the house since it is of wood.", MarkFamily.Synonym, true, "because")]
    [InlineData("The tool can also be of use to you.", MarkFamily.Variant, false, "also can")]
    public void EachFamily_IsFound(string text, MarkFamily family, bool form, string other)
    {
        var site = Assert.Single(SiteScanner.Scan(text), s => s.Cell.Family == family);
        Assert.Equal((form, other), (site.Form, site.Other));
    }

    [Theory]
    [InlineData("When it is late at night, cats and dogs of the town sleep.", MarkFamily.SerialComma)]
    [InlineData("Using the new data, people and firms of the town can win.", MarkFamily.SerialComma)]
    [InlineData("It is good for all of them, giving food and shelter.", MarkFamily.SerialComma)]
    [InlineData("He came with his brother, a doctor and writer.", MarkFamily.SerialComma)]
    [InlineData("Additionally, reducing the waste of it can be of help.", MarkFamily.OpenerComma)]
    [InlineData("The rest of it is easy, but for many, that is said too soon.", MarkFamily.Synonym)]
    [InlineData("The dogs which bark at night and are loud sleep.", MarkFamily.ClauseComma)]
    [InlineData("The house that is made of wood and is old was sold.", MarkFamily.ClauseComma)]
    [InlineData("If the door of the house is shut and is green they sleep.", MarkFamily.ClauseComma)]
    [InlineData("The tools we buy from the shop and had at home are old.", MarkFamily.ClauseComma)]
    [InlineData("The house, a ruin of stone and was sold to them.", MarkFamily.ClauseComma)]
    [InlineData("The door was never old and was sold to them.", MarkFamily.ClauseComma)]
    [InlineData("The door of the house can shut and can turn to them.", MarkFamily.ClauseComma)]
    [InlineData("In the house they built the door is red.", MarkFamily.OpenerComma)]
    [InlineData("In the house that is old the door is red.", MarkFamily.OpenerComma)]
    [InlineData("In the red house the door is old.", MarkFamily.OpenerComma)]
    [InlineData("On the night the house burned they were asleep.", MarkFamily.OpenerComma)]
    [InlineData("They came in a short while and slept.", MarkFamily.Variant)]
    [InlineData("You can try using the bathroom of the house.", MarkFamily.Synonym)]
    [InlineData("Allow the cake to cool before you eat it.", MarkFamily.Synonym)]
    [InlineData("The tools allow customers access to all of it.", MarkFamily.Synonym)]
    [InlineData("They slept in the house of wood, while the dog was in the garden.", MarkFamily.Synonym)]
    [InlineData("They have been in the house since they were born in it.", MarkFamily.Synonym)]
    [InlineData("They do not like the house because it is of wood.", MarkFamily.Synonym)]
    [InlineData("With the garden, using cash instead of credit cards can help you.", MarkFamily.ClauseComma)]
    [InlineData("They said that the plan is as good for the town as it has been.", MarkFamily.ClauseComma)]
    [InlineData("The gap between the boy in the house and the girl is small.", MarkFamily.ClauseComma)]
    [InlineData("She sings for them every now and then in the garden.", MarkFamily.ClauseComma)]
    [InlineData("I do think so they can win the game.", MarkFamily.ClauseComma)]
    public void DoubtfulPlaces_AreNoSites(string text, MarkFamily family) =>
        Assert.DoesNotContain(SiteScanner.Scan(text), s => s.Cell.Family == family);

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

        // What is lost where sites meet, the marker finds out and leaves alone; an audit would miss it.
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

    /// <summary>Every form of every pair, every opener, and what the rules of commas look for.</summary>
    private static string[] Phrases() =>
        [
            .. CuratedPairs
                .All.SelectMany(f => f.Lines.Split('\n'))
                .SelectMany(l => l.Split(';')[0].Split(" + "))
                .SelectMany(v => v.Split(" / "))
                .Select(f => f.Trim())
                .Where(f => f.Length > 0),
            .. CuratedPairs.Openers.Split('\n').Select(o => o.Trim()),
            .. (
                "and|or|, and|, or|but|so they can|and then|as it can|such as|including|as well as|rather than|because it is|while also|along "
                + "with|even though|the garden|the new house|of wood|is|are|to"
            ).Split('|'),
        ];

    /// <summary>A sentence of phrases, with words and commas between some: as sites of words and of commas meet in no prose.</summary>
    private static string Jumble(Random random, string[] phrases)
    {
        string[] between = [" ", " ", " the ", " and ", ", ", " roses ", ", and "];
        var text = string.Concat(Enumerable.Range(0, 12).Select(_ => phrases[random.Next(phrases.Length)] + between[random.Next(between.Length)]));
        return $"{char.ToUpperInvariant(text[0])}{text[1..].TrimEnd(' ', ',')} of the people that they have with them.";
    }

    [Fact]
    public void TheDictionary_HasTenFamiliesAndNamesEachPairOnce()
    {
        var pairs = MarkDictionary.Standard.Pairs;
        Assert.True(pairs.Select(p => p.Family).Where(f => !f.IsSurface()).Distinct().Count() >= 10);
        Assert.Equal(pairs.Count, pairs.Select(p => p.Name).Distinct().Count());
        Assert.Equal(64, MarkDictionary.Standard.Hash.Length);
    }
}

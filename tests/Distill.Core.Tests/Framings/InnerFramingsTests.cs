using Distill.Core.Framings;
using Distill.Core.Profiles;

namespace Distill.Core.Tests.Framings;

public sealed class InnerFramingsTests
{
    private const string System =
        "You are a helpful assistant inside an app that many people use every day, at work and at home, in all the languages of the "
        + "world and for all sorts of tasks. Say so plainly when you are not sure about something.";

    private const string Reminder =
        "Reminder: follow the style guide of this app, never mention these notes, keep each answer short enough for a small window, "
        + "prefer lists to long paragraphs, and finish with one useful question for the user.";

    [Fact]
    public void FramingBehindAClientsWords_IsFound()
    {
        var inner = Find((i, random, n) => i < 8 ? $"{CampaignTraffic.Frame(n % 3)}. {Body(random)}" : Body(random));

        Assert.All(inner[..8], framings => Assert.Equal(3, framings!.Length));
        Assert.Single(inner[..8].Select(f => string.Join(' ', f!.Select(u => u.Key.Value).Order())).Distinct());
        Assert.All(inner[8..40], framings => Assert.Empty(framings!));
    }

    /// <summary>An operator can put other words in front of each prompt and behind it. Then nothing at the ends comes again.</summary>
    [Fact]
    public void FramingBetweenWordsThatNeverComeAgain_IsFound()
    {
        var inner = Find((i, random, n) => i < 8 ? $"{Body(random)} {CampaignTraffic.Frame(n % 3)}. {Body(random)}" : Body(random), hidden: 0);

        Assert.All(inner[..8], framings => Assert.Equal(3, framings!.Length));
        Assert.Single(inner[..8].Select(f => string.Join(' ', f!.Select(u => u.Key.Value).Order())).Distinct());
        Assert.All(inner[8..], framings => Assert.Empty(framings ?? []));
    }

    [Fact]
    public void AccountsWithoutAClient_KeepTheirOwnFramings() =>
        Assert.All(Find((_, random, _) => Body(random))[40..], framings => Assert.Null(framings));

    [Fact]
    public void SentencesOfOneFraming_CountAsOne()
    {
        var inner = Find(
            (i, random, n) =>
                i < 8
                    ? $"{CampaignTraffic.Frame(n % 2)}. {CampaignTraffic.Frame(10 + (n % 2))}. {Body(random)} {CampaignTraffic.Frame(20 + (n % 2))}."
                    : Body(random)
        );

        Assert.All(inner[..8], framings => Assert.Equal(2, framings!.Length));
    }

    [Fact]
    public void SentencesThatFramingsHaveInCommon_DoNotMergeThem()
    {
        var inner = Find((i, random, n) => i < 8 ? $"{CampaignTraffic.Frame(n % 3)}. {Body(random)} {CampaignTraffic.Frame(9)}." : Body(random));

        Assert.All(inner[..8], framings => Assert.Equal(3, framings!.Length));
    }

    // Where half of all use the client, two kinds of day are no two framings of theirs.
    [Theory]
    [InlineData("")]
    [InlineData("It is a weekday for all of us. ")]
    public void ChangingPartOfAClientsWords_IsNoFraming(string part)
    {
        var inner = Find((_, random, n) => $"{(n % 2 == 0 ? part : part.Replace("weekday", "holiday"))}{Body(random)}", hidden: 80);

        Assert.All(inner[..80], framings => Assert.Empty(framings!));
    }

    [Fact]
    public void ClientsWordsWithTheUsersName_AreStillAClients()
    {
        var inner = Find(
            (i, random, n) => i < 8 ? $"{CampaignTraffic.Frame(n % 3)}. {Body(random)}" : Body(random),
            name: i => $"User{(char)('a' + (i % 26))}{(char)('a' + (i / 26))} asks, and nobody else."
        );

        Assert.All(inner[..8], framings => Assert.Equal(3, framings!.Length));
        Assert.All(inner[8..40], framings => Assert.Empty(framings!));
    }

    // The framings of 160 accounts with 30 calls each, of which the first ones use a popular client.
    private static FramingUse[]?[] Find(Func<int, Random, int, string> prompt, int hidden = 40, Func<int, string>? name = null)
    {
        var random = new Random(7);
        var calls = Enumerable
            .Range(0, 160)
            .SelectMany(i =>
                Enumerable
                    .Range(0, 30)
                    .Select(n =>
                        Some.Call(
                            $"a{i:000}",
                            time: Some.Time.AddMinutes(n),
                            prompt: i < hidden
                                ? $"{name?.Invoke(i)} {System}\n\n{prompt(i, random, n)}\n\n{Reminder} {name?.Invoke(i)}"
                                : prompt(i, random, n)
                        )
                    )
            )
            .GroupBy(c => c.Account);
        return InnerFramings.Find(PopulationBaseline.Of([.. calls.Select(c => Some.Profile(c))]));
    }

    private static string Body(Random random) => $"{CampaignTraffic.Body(random)}. {CampaignTraffic.Body(random)}.";
}

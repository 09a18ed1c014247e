using System.Text.Json;

namespace Distill.Simulation.Tests.Population;

/// <summary>Look-alikes who share a public tool, a machine or an address, and nothing else.</summary>
public sealed class PublicToolTests
{
    [Fact]
    public void PackTeams_AreSmall_HaveACardEach_AndPutTheSameFramings()
    {
        var cards = QuietTraffic.Accounts("packteam").GroupBy(a => a.Text("payment"), a => a.Text("account")).ToArray();
        Assert.InRange(cards.Length, 3, 16);
        Assert.All(cards, card => Assert.InRange(card.Count(), 1, 14));
        var cardOf = cards.SelectMany(card => card.Select(account => (account, card.Key))).ToDictionary(a => a.account, a => a.Key);
        Assert.True(
            QuietTraffic
                .Calls("packteam")
                .GroupBy(c => QuietTraffic.Opening(c.Text("prompt")))
                .Max(opening => opening.Select(c => cardOf[c.Text("account")]).Distinct().Count()) >= 3,
            "Three unrelated teams use one framing."
        );
    }

    [Fact]
    public void Timetable_GivesUnrelatedPeopleOneFramingAndOneSchedule()
    {
        NothingIsShared("timetable");
        var shared = QuietTraffic.Calls("timetable").GroupBy(c => QuietTraffic.Opening(c.Text("prompt"))).MaxBy(o => Distinct(o, "account"))!;
        Assert.True(Distinct(shared, "account") >= 10);
        Assert.True(Distinct(QuietTraffic.Calls("timetable"), "ip") > .5 * Distinct(QuietTraffic.Calls("timetable"), "account"));
        // Every hour, or once a day: an account calls in 24 different hours of the day, or in one or two.
        foreach (var account in QuietTraffic.Calls("timetable").GroupBy(c => c.Text("account")).Where(a => a.Count() >= 30))
        {
            var hours = account.Select(c => c.Time().Hour).Distinct().Count();
            Assert.True(hours is 24 or <= 2, $"{hours} hours");
        }
    }

    [Fact]
    public void AgentClient_WrapsPrompts_InTheTextOrInTurns()
    {
        var calls = QuietTraffic.Calls("agent").ToArray();
        var inTurns = calls.Where(c => c.TryGetProperty("turns", out _)).ToArray();
        var inText = calls.Where(c => !c.TryGetProperty("turns", out _)).ToArray();
        Assert.InRange(inTurns.Length, .1 * calls.Length, .8 * calls.Length);
        // Two clients, so at most two systems, openings and endings, whatever the users say.
        Assert.InRange(inTurns.Select(c => c.Text("system")).Distinct().Count(), 1, 2);
        Assert.InRange(inText.Select(c => QuietTraffic.Opening(c.Text("prompt"))).Distinct().Count(), 1, 2);
        Assert.InRange(inText.Select(c => QuietTraffic.Ending(c.Text("prompt"))).Distinct().Count(), 1, 2);
        Assert.All(inTurns, c => Assert.DoesNotContain(c.Text("system"), c.Text("prompt"), StringComparison.Ordinal));
        Assert.All(inTurns, c => Assert.InRange(c.GetProperty("turns")[0].Text("content").Split(' ').Length, 30, 55));
    }

    [Fact]
    public void Harness_AsksEverybodysQuestions_OnceANight()
    {
        NothingIsShared("harness");
        Assert.True(QuietTraffic.Calls("harness").GroupBy(c => c.Text("prompt")).Max(p => Distinct(p, "account")) >= 3);
        foreach (var night in QuietTraffic.Calls("harness").GroupBy(c => (c.Text("account"), c.Time().AddHours(-12).Date)))
        {
            Assert.InRange(night.Max(c => c.Time()) - night.Min(c => c.Time()), TimeSpan.Zero, TimeSpan.FromHours(24));
        }

        var runs = QuietTraffic.Calls("harness").GroupBy(c => (c.Text("account"), c.Time().Date)).Where(run => run.Count() >= 40);
        Assert.True(runs.Count() > 2 * Distinct(QuietTraffic.Calls("harness"), "account"), "Most accounts run on most nights.");
    }

    [Fact]
    public void HostedAutomation_HasFewAddressesAndOneClient_ForManyCustomers()
    {
        NothingIsShared("hosted");
        var service = QuietTraffic.Calls("hosted").GroupBy(c => Subnet(c)).MaxBy(s => Distinct(s, "account"))!;
        Assert.True(Distinct(service, "account") >= 8);
        Assert.InRange(Distinct(service, "ip"), 1, 6);
        Assert.Equal(1, Distinct(service, "userAgent"));
    }

    [Fact]
    public void PullRequestBot_GivesUnrelatedOwnersTwoFramings()
    {
        NothingIsShared("prbot");
        var bot = QuietTraffic.Calls("prbot").GroupBy(c => QuietTraffic.Opening(c.Text("prompt"))).MaxBy(o => Distinct(o, "account"))!;
        Assert.True(Distinct(bot, "account") >= 8);
    }

    [Fact]
    public void Keyboard_PutsAFewWordsBeforeWhatPhonesType()
    {
        NothingIsShared("keyboard");
        var first = QuietTraffic.Calls("keyboard").Select(c => c.Text("prompt").Split("\n\n")[0]).ToArray();
        Assert.All(first, words => Assert.InRange(words.Split(' ').Length, 1, 9));
        Assert.InRange(first.Distinct().Count(), 3, 12);
    }

    [Fact]
    public void Lab_HasOneMachineImageAndOneAddress_AndWorksAtTheSameTime()
    {
        var image = QuietTraffic.Accounts("lab").GroupBy(a => a.Text("device")).MaxBy(d => d.Count())!;
        Assert.True(image.Count() >= 12);
        var pupils = image.Select(a => a.Text("account")).ToHashSet();
        var calls = QuietTraffic.Calls("lab").Where(c => pupils.Contains(c.Text("account"))).ToArray();
        Assert.Equal(1, Distinct(calls, "ip"));
        foreach (var day in calls.GroupBy(c => c.Time().AddHours(-calls.Min(first => first.Time().TimeOfDay.TotalHours)).Date))
        {
            Assert.InRange(day.Max(c => c.Time()) - day.Min(c => c.Time()), TimeSpan.Zero, TimeSpan.FromHours(3));
        }
    }

    [Fact]
    public void CarrierGradeNat_GivesUnrelatedPeopleOneBlock()
    {
        NothingIsShared("cgnat");
        Assert.True(QuietTraffic.Calls("cgnat").GroupBy(Subnet).Max(s => Distinct(s, "account")) >= 6);
        // With enough carriers one of three shows its own side of the NAT.
        var many = Some.Read(new SimulationRun(Ladder.Quiet(Some.Size(200, 1, 2)) with { Mix = new Dictionary<string, double> { ["cgnat"] = 1 } }));
        Assert.Contains(
            many.Calls,
            c => c.Text("ip").StartsWith("100.", StringComparison.Ordinal) && int.Parse(c.Text("ip").Split('.')[1]) is >= 64 and < 128
        );
        Assert.Contains(many.Calls.GroupBy(c => c.Text("ip")), ip => Distinct(ip, "account") >= 6);
    }

    // Only chance gives two of these accounts one card or device: there is none.
    private static void NothingIsShared(string kind)
    {
        foreach (var field in new[] { "payment", "device" })
        {
            Assert.All(QuietTraffic.Accounts(kind).Where(a => a.Text(field) != "").GroupBy(a => a.Text(field)), same => Assert.Single(same));
        }
    }

    private static int Distinct(IEnumerable<JsonElement> calls, string field) => calls.Select(c => c.Text(field)).Distinct().Count();

    private static string Subnet(JsonElement call) => call.Text("ip").LastIndexOf('.') is var end and > 0 ? call.Text("ip")[..end] : call.Text("ip");
}

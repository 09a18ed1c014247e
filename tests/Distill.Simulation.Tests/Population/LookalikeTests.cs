using Distill.Simulation.Lookalikes;

namespace Distill.Simulation.Tests.Population;

public sealed class LookalikeTests
{
    [Fact]
    public void EveryKind_IsThere_InItsShare()
    {
        var kinds = QuietTraffic.All.Truth.Kinds.Values.GroupBy(kind => kind).ToDictionary(kind => kind.Key, kind => kind.Count());
        var whole = PopulationMix.Default.Values.Sum();
        foreach (var (kind, share) in PopulationMix.Default.Where(kind => kind.Key != "abuser"))
        {
            Assert.InRange(kinds[kind], share / whole * 1800 * .95 - 3, share / whole * 1800 * 1.05 + 3);
        }

        Assert.InRange(kinds.Values.Sum(), 1780, 1800);
    }

    [Fact]
    public void Class_SignsUpWithinTheHour_AtOneAddress()
    {
        var accounts = QuietTraffic.Accounts("class").OrderBy(a => a.Time("created")).Select(a => a.Time("created")).ToArray();
        Assert.True(accounts.Zip(accounts.Skip(1)).Count(pair => pair.Second - pair.First < TimeSpan.FromMinutes(20)) > .8 * accounts.Length);
        Assert.Contains(QuietTraffic.Calls("class").GroupBy(c => c.Text("ip")), ip => ip.Select(c => c.Text("account")).Distinct().Count() >= 10);
    }

    [Fact]
    public void Plugin_GivesHundredsOfAccountsOneOpening() =>
        Assert.True(
            QuietTraffic
                .Calls("plugin")
                .GroupBy(c => QuietTraffic.Opening(c.Text("prompt")))
                .Max(o => o.Select(c => c.Text("account")).Distinct().Count()) > 30
        );

    [Fact]
    public void PromptPack_GivesUnrelatedAccountsSeveralFramingsInCommon()
    {
        var openings = QuietTraffic
            .Calls("promptpack")
            .GroupBy(c => c.Text("account"))
            .ToDictionary(a => a.Key, a => a.Select(c => QuietTraffic.Opening(c.Text("prompt"))).ToHashSet());
        var pairs = openings.SelectMany(a =>
            openings.Where(b => string.CompareOrdinal(a.Key, b.Key) < 0).Select(b => a.Value.Intersect(b.Value).Count())
        );
        Assert.Contains(pairs, shared => shared >= 3);
    }

    [Fact]
    public void Team_SharesACard_AlsoUnverifiedAndWithFreeMail() =>
        Assert.Contains(
            QuietTraffic.Accounts("team").GroupBy(a => a.Text("payment")),
            card => card.Count() >= 3 && card.All(a => a.Text("kyc") is "none" or "email") && card.Any(a => a.Text("emailDomain") == "gmail.com")
        );

    [Fact]
    public void Hackathon_LastsTwoDays()
    {
        var days = QuietTraffic.Calls("hackathon").GroupBy(c => c.Text("account")).Select(a => a.Max(c => c.Time()) - a.Min(c => c.Time()));
        Assert.All(days, length => Assert.True(length < TimeSpan.FromHours(50)));
    }

    [Fact]
    public void Benchmark_IsHundredsOfCallsInAboutAnHour()
    {
        foreach (var run in QuietTraffic.Calls("bench").GroupBy(c => c.Text("account")))
        {
            Assert.Contains(
                run.GroupBy(c => c.Time().Date),
                day => day.Count() >= 150 && day.Max(c => c.Time()) - day.Min(c => c.Time()) < TimeSpan.FromHours(3)
            );
        }
    }

    [Fact]
    public void Cron_ComesOnTheSecond() =>
        Assert.True(QuietTraffic.Calls("cron").Count(c => c.Time().Second < 20) > .8 * QuietTraffic.Calls("cron").Count());

    [Fact]
    public void Abusers_ComeBackAfterABan_OnTheSameDevice()
    {
        var banned = QuietTraffic.All.Events.Where(e => e.Text("type") == "ban").Select(e => e.Text("account")).ToHashSet();
        var devices = QuietTraffic.Accounts("abuser").Where(a => banned.Contains(a.Text("account"))).Select(a => a.Text("device")).ToHashSet();
        Assert.Contains(QuietTraffic.Accounts("abuser"), a => !banned.Contains(a.Text("account")) && devices.Contains(a.Text("device")));
    }

    [Fact]
    public void SignUps_HappenOnEveryDay()
    {
        var start = QuietTraffic.All.Run.Scenario.Start;
        for (var day = 0; day < 5; day++)
        {
            Assert.True(QuietTraffic.All.Accounts.Count(a => a.Time() >= start.AddDays(day) && a.Time() < start.AddDays(day + 1)) > 30);
        }
    }

    [Fact]
    public void ThirdOfAccounts_ArePrograms()
    {
        // Machines are those that also call in the hours when people of their country sleep: here simply all that call in 20 different hours of the
        // day or more.
        var active = QuietTraffic.All.Calls.GroupBy(c => c.Text("account")).Where(a => a.Count() >= 60).ToList();
        Assert.InRange(active.Count(a => a.Select(c => c.Time().Hour).Distinct().Count() >= 20) / (double)active.Count, .15, .6);
    }
}

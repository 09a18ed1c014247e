using Distill.Simulation.Campaigns;
using Distill.Simulation.Population;
using Distill.Simulation.Prompts;

namespace Distill.Simulation.Tests;

/// <summary>Operators who hide their accounts beside innocent ones, or behind them.</summary>
public sealed class NeighbourTests
{
    [Fact]
    public void Framed_SitsInACompanysNetwork_WithItsDomainItsDaysAndItsFraming()
    {
        var traffic = Some.Rung("framed");
        var victims = traffic.Accounts.Where(a => traffic.Truth.Kinds[a.Text("account")] == "victim").ToArray();
        Assert.InRange(victims.Length, 6, 90);
        Assert.DoesNotContain(victims, a => traffic.Hydra.Contains(a.Text("account")));
        var domain = Assert.Single(victims.Select(a => a.Text("emailDomain")).Distinct());
        Assert.All(traffic.CampaignAccounts, a => Assert.Equal(domain, a.Text("emailDomain")));
        var ids = victims.Select(a => a.Text("account")).ToHashSet();
        var theirs = traffic.Calls.Where(c => ids.Contains(c.Text("account"))).ToArray();
        var office = theirs.Select(c => c.Text("ip")).ToHashSet();
        Assert.True(traffic.CampaignCalls.Count(c => office.Contains(c.Text("ip"))) > .5 * traffic.CampaignCalls.Count());
        var days = victims.Select(a => a.Time("created").Date).ToHashSet();
        Assert.True(traffic.CampaignAccounts.Count(a => days.Contains(a.Time("created").Date)) > .5 * traffic.Hydra.Count);

        var settlement = new Settlement(Ladder.Rung("framed", Some.Size()));
        var victim = settlement.Accounts.First(a => a.Kind == "victim").Voice.Framings;
        foreach (var desk in settlement.Accounts.Select(account => account.Clientele).OfType<CampaignDesk>().Distinct())
        {
            Assert.Contains(desk.VoiceOf(0x8000_0000).Framings[0], victim);
        }
    }

    [Fact]
    public void Framed_WithoutACompany_StillRuns()
    {
        var scenario = Ladder.Framed(Some.Size(60, 20, 2)) with { Mix = new Dictionary<string, double> { ["casual"] = 1 } };
        Assert.DoesNotContain("victim", Some.Read(new SimulationRun(scenario)).Truth.Kinds.Values);
    }

    [Fact]
    public void Sheltered_PosesAsPackTeamsAndAsUsersOfATimetable()
    {
        var settlement = new Settlement(Ladder.Rung("sheltered", Some.Size(900)));
        var campaign = settlement.Accounts.Where(a => a.Clientele is CampaignDesk).ToArray();
        var teams = campaign.Where(a => Uses(a, Innocent("packteam"))).ToArray();
        var clocks = campaign.Where(a => Uses(a, Innocent("timetable"))).ToArray();
        Assert.Equal(campaign.Length, teams.Length + clocks.Length);
        Assert.InRange(teams.Length, .25 * campaign.Length, .75 * campaign.Length);
        Assert.All(teams.GroupBy(a => a.Card), card => Assert.InRange(card.Count(), 1, 14));
        Assert.Contains(teams.GroupBy(a => a.Card), card => card.Count() >= 5);
        Assert.All(clocks.GroupBy(a => a.Card), card => Assert.Single(card));

        var traffic = Some.Rung("sheltered", Some.Size(900));
        var byClock = clocks.Select(a => a.Id).ToHashSet();
        var gaps = traffic
            .CampaignCalls.Where(c => byClock.Contains(c.Text("account")))
            .GroupBy(c => c.Text("account"))
            .SelectMany(a => a.Zip(a.Skip(1)).Select(pair => (pair.Second.Time() - pair.First.Time()).TotalMinutes));
        Assert.All(gaps, gap => Assert.InRange(gap, 59, 61));

        HashSet<Framing> Innocent(string kind) => [.. settlement.Accounts.Where(a => a.Kind == kind).SelectMany(a => a.Voice.Framings)];

        static bool Uses(Account account, HashSet<Framing> framings) => account.Clientele!.VoiceOf(0x8000_0000).Framings.All(framings.Contains);
    }
}

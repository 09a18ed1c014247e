using System.Text.Json;
using Distill.Simulation.Calls;
using Distill.Simulation.Campaigns;

namespace Distill.Simulation.Tests;

public sealed class LadderTests
{
    [Fact]
    public void EveryRung_CanBeRunAtAnySize()
    {
        foreach (var rung in Ladder.Rungs)
        {
            foreach (var size in new LadderSize[] { new(3000, 30), new(), new(975_000, 25_000, 45) })
            {
                Assert.Empty(Ladder.Rung(rung, size).Problems());
            }
        }
    }

    [Fact]
    public void Quiet_HasNoCampaign_AndStillBansAndLaunches()
    {
        var traffic = Some.Rung("quiet");
        Assert.Empty(traffic.Truth.Hydra);
        Assert.Equal(0, traffic.Truth.HydraCalls);
        Assert.Null(traffic.Truth.Start);
        Assert.Contains(traffic.Events, e => e.Text("type") == "ban");
        Assert.Contains(traffic.Calls, c => c.Text("model") == "claude-opus-4-8");
    }

    [Fact]
    public void Naive_HasFixedGaps_SixSubnets_FewDevices_AndTwoFramings()
    {
        var traffic = Some.Rung("naive");
        foreach (var account in traffic.CampaignCalls.GroupBy(c => c.Text("account")))
        {
            var gaps = account.Select(c => c.Time()).Order().ToArray();
            for (var i = 1; i < gaps.Length; i++)
            {
                Assert.InRange((gaps[i] - gaps[i - 1]).TotalSeconds, 2159, 2161);
            }
        }
        Assert.Equal(6, Subnets(OwnEgress(traffic)).Count());
        Assert.InRange(traffic.CampaignAccounts.Select(a => a.Text("device")).Distinct().Count(), 2, 20);
        Assert.Equal(2, Framings("naive"));
    }

    [Fact]
    public void Thin_CallsTwentyFiveTimesADay_WithCardsSharedByEight_OverThreeCloudsAndFortySubnets()
    {
        var traffic = Some.Rung("thin", Some.Size(days: 6, campaign: 160));
        var end = traffic.Run.Scenario.Start + traffic.Run.Scenario.Length;
        var rates = traffic
            .CampaignCalls.GroupBy(c => c.Text("account"))
            .Where(a => end - a.First().Time() > TimeSpan.FromDays(2))
            .Select(a => a.Count() / (end - a.First().Time()).TotalDays)
            .Order()
            .ToArray();
        Assert.InRange(rates[rates.Length / 2], 19, 30);
        Assert.InRange(rates[^1], 0, 40);
        Assert.All(traffic.CampaignAccounts.GroupBy(a => a.Text("payment")), card => Assert.InRange(card.Count(), 1, 8));
        Assert.Equal(20, traffic.CampaignAccounts.GroupBy(a => a.Text("payment")).Count(card => card.Count() == 8));
        Assert.InRange(Subnets(OwnEgress(traffic)).Count(), 25, 40);
        Assert.True(traffic.CampaignCalls.Select(c => c.Text("platform")).Distinct().Count() >= 4);
        Assert.Equal(12, Framings("thin"));
    }

    [Fact]
    public void Residential_SharesNoAddressCardOrDevice()
    {
        var traffic = Some.Rung("residential");
        Assert.All(traffic.CampaignAccounts.Where(a => a.Text("payment") != "").GroupBy(a => a.Text("payment")), card => Assert.Single(card));
        Assert.All(traffic.CampaignAccounts.Where(a => a.Text("device") != "").GroupBy(a => a.Text("device")), device => Assert.Single(device));
        Assert.All(traffic.CampaignCalls.GroupBy(c => c.Text("ip")), ip => Assert.Single(ip.Select(c => c.Text("account")).Distinct()));
    }

    [Fact]
    public void Whack_BansFifteenEveryTwelveHours_AndReplacesThemWithinTwo()
    {
        var traffic = Some.Rung("whack", Some.Size(campaign: 160));
        var bans = traffic.Truth.Bans;
        Assert.All(bans.GroupBy(b => (int)((b.Time - traffic.Truth.Start!.Value).TotalHours / 12)), sweep => Assert.Equal(15, sweep.Count()));
        Assert.All(bans, b => Assert.InRange(b.AvailableAt - b.Time, TimeSpan.Zero, TimeSpan.FromHours(2)));
        var seen = bans.Where(b => traffic.Truth.FirstCall.ContainsKey(b.Replacement)).ToList();
        // The rest wait for the next request: their node has none just then.
        Assert.True(
            seen.Count(b => traffic.Truth.FirstCall[b.Replacement] - b.Time <= TimeSpan.FromHours(2)) >= .7 * seen.Count,
            $"{seen.Count(b => traffic.Truth.FirstCall[b.Replacement] - b.Time <= TimeSpan.FromHours(2))} of {seen.Count}"
        );
        Assert.All(bans, b => Assert.Contains(traffic.Events, e => e.Text("type") == "ban" && e.Text("account") == b.Account));
        Assert.Contains(traffic.Events, e => e.Text("type") == "ban" && !traffic.Hydra.Contains(e.Text("account")));
        // The traffic is unbroken: no day after the ramp-up falls to half of another.
        var days = traffic.CampaignCalls.GroupBy(c => c.Time().Date).OrderBy(d => d.Key).Skip(2).Select(d => d.Count()).ToArray();
        Assert.True(days.Max() < 2 * days.Min() + 200, string.Join(' ', days));
    }

    [Fact]
    public void Loop_BlocksAllAccountsAtOnce_WhichTryAgainAndAreReplaced()
    {
        var traffic = Some.Rung("loop", Some.Size(days: 7, campaign: 40));
        var bans = traffic.Truth.Bans;
        Assert.Equal(40, bans.Count);
        Assert.All(bans, b => Assert.InRange(b.AvailableAt - b.Time, TimeSpan.Zero, TimeSpan.FromHours(12)));
        var refusals = traffic.Events.Where(e => e.Text("type") == "refusal").ToLookup(e => e.Text("account"));
        Assert.All(bans, b => Assert.InRange(refusals[b.Account].Count(), 4, 8));
        Assert.All(bans, b => Assert.DoesNotContain(traffic.Calls, c => c.Text("account") == b.Account && c.Time() >= b.Time));
        Assert.DoesNotContain(traffic.Events, e => e.Text("type") == "ban" && traffic.Hydra.Contains(e.Text("account")));
        Assert.Contains(bans, b => traffic.Truth.FirstCall.ContainsKey(b.Replacement));
    }

    [Fact]
    public void Decoy_GivesSixtyPercentOfCallsToUnrelatedCustomers() => Assert.InRange(DecoyShare("decoy"), .54, .66);

    [Fact]
    public void Paraphrase_KeepsTheOperatorsWorkingHours()
    {
        var traffic = Some.Rung("paraphrase");
        var hours = traffic.CampaignCalls.Select(c => c.Time().ToOffset(TimeSpan.FromHours(8)).Hour).ToArray();
        Assert.True(hours.Count(h => h is >= 8 and < 23) > .9 * hours.Length);
    }

    /// <summary>Conversations begin under one account of the relay and go on under another one, with the same turns before them.</summary>
    [Fact]
    public void Relay_MovesConversationsOn_AndPeopleSendTheirTurns()
    {
        var traffic = Some.Rung("relay", Some.Size(campaign: 40));
        var conversations = traffic
            .CampaignCalls.Select(c => (Account: c.Text("account"), Turns: TurnsOf(c)))
            .Where(c => c.Turns.Length > 0)
            .ToLookup(c => c.Turns[^1], c => c.Account);
        var moved = traffic
            .CampaignCalls.Select(c => (Account: c.Text("account"), Turns: TurnsOf(c)))
            .Count(c => c.Turns.Length > 2 && conversations[c.Turns[^3]].Any() && !conversations[c.Turns[^3]].Contains(c.Account));
        Assert.InRange(moved, conversations.Count / 50, conversations.Count / 5);
        Assert.Contains(traffic.Calls, c => !traffic.Hydra.Contains(c.Text("account")) && TurnsOf(c).Length > 0);
        Assert.All(traffic.CampaignAccounts.Where(a => a.Text("payment") != "").GroupBy(a => a.Text("payment")), card => Assert.Single(card));
        Assert.DoesNotContain(Some.Rung("thin").CampaignCalls, c => TurnsOf(c).Length > 0);

        static string[] TurnsOf(JsonElement call) =>
            call.TryGetProperty("turns", out var turns) && turns[0].ValueKind == JsonValueKind.String
                ? [.. turns.EnumerateArray().Select(t => t.GetString()!)]
                : [];
    }

    [Fact]
    public void Ghost_AgesItsAccounts_SharesNothing_AndSleepsByNight()
    {
        var traffic = Some.Rung("ghost");
        Assert.All(
            traffic.CampaignAccounts,
            a =>
                Assert.True(
                    traffic.Truth.FirstCall.GetValueOrDefault(a.Text("account"), DateTimeOffset.MaxValue) - a.Time("created") > TimeSpan.FromDays(3)
                )
        );
        var before = traffic.Calls.Where(c => traffic.Hydra.Contains(c.Text("account")) && c.Time() < traffic.Truth.Start);
        Assert.True(before.Select(c => c.Text("account")).Distinct().Count() > traffic.Hydra.Count / 3, "Aged accounts have a life before.");
        Assert.All(traffic.CampaignAccounts.Where(a => a.Text("payment") != "").GroupBy(a => a.Text("payment")), card => Assert.Single(card));
        Assert.InRange(DecoyShare("ghost"), .34, .46);
        var sleeping = traffic
            .CampaignCalls.GroupBy(c => c.Text("account"))
            .Where(a => a.Count() > 60)
            .Count(a => Enumerable.Range(0, 24).Any(hour => a.All(c => (c.Time().Hour - hour + 24) % 24 >= 6)));
        Assert.True(
            sleeping > .8 * traffic.CampaignCalls.GroupBy(c => c.Text("account")).Count(a => a.Count() > 60),
            "Accounts keep six quiet hours a day."
        );
    }

    [Theory]
    [InlineData("thin", .33, .6)]
    [InlineData("ghost", .18, .38)]
    public void Pivot_MovesAShareOfCallsToTheNewModelWithinADay(string rung, double least, double most)
    {
        var traffic = Some.Rung(rung, Some.Size(days: 6));
        var launch = traffic.Run.Scenario.Start + traffic.Run.Scenario.Launch!.Value;
        Assert.InRange(ShareOnNew(traffic.CampaignCalls), least, most);
        Assert.InRange(ShareOnNew(traffic.Calls.Where(c => !traffic.Hydra.Contains(c.Text("account")))), .05, .35);
        Assert.DoesNotContain(traffic.Calls, c => c.Time() < launch && c.Text("model") == "claude-opus-4-8");

        double ShareOnNew(IEnumerable<JsonElement> calls)
        {
            var after = calls.Where(c => c.Time() > launch + TimeSpan.FromHours(12) && c.Time() < launch + TimeSpan.FromHours(48)).ToList();
            return after.Count(c => c.Text("model") == "claude-opus-4-8") / (double)after.Count;
        }
    }

    private static double DecoyShare(string rung)
    {
        var settlement = new Settlement(Ladder.Rung(rung, Some.Size()));
        var buckets = new HourBuckets(TimeSpan.FromDays(5));
        var (decoys, all) = (0, 0);
        for (var day = 0; day < 5; day++)
        {
            foreach (var dispatcher in settlement.Dispatchers)
            {
                dispatcher.Plan(24 * day, 24 * day + 24, buckets);
            }

            for (var hour = 0; hour < 24; hour++)
            {
                var calls = buckets.Take();
                for (var i = 0; i < calls.Count; i++)
                {
                    if (settlement.Accounts[calls[i].Account].Clientele is not CampaignDesk desk)
                    {
                        continue;
                    }

                    all++;
                    if (desk.IsDecoy(calls[i].Session))
                    {
                        decoys++;
                    }
                }
            }
        }
        return (double)decoys / all;
    }

    private static IEnumerable<JsonElement> OwnEgress(Recording traffic) => traffic.CampaignCalls.Where(c => c.Text("reseller") == "");

    private static IEnumerable<string> Subnets(IEnumerable<JsonElement> calls) =>
        calls.Select(c => c.Text("ip")[..c.Text("ip").LastIndexOf('.')]).Distinct();

    private static int Framings(string rung)
    {
        var settlement = new Settlement(Ladder.Rung(rung, Some.Size()));
        var desks = settlement.Accounts.Select(account => account.Clientele).OfType<CampaignDesk>().Distinct();
        return desks.SelectMany(desk => desk.VoiceOf(0x8000_0000).Framings).Distinct().Count();
    }
}

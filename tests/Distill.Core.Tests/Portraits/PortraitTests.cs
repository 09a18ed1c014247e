using Distill.Contracts;
using Distill.Contracts.Prompts;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Portraits;
using Distill.Core.Windows;

namespace Distill.Core.Tests.Portraits;

/// <summary>What a run says of a cluster beside its evidence.</summary>
public sealed class PortraitTests
{
    // Two rounds of bans, and a member that starts work after each.
    private static readonly (string Account, double Hours)[] s_bans = [("h00", 20.2), ("h01", 20.4), ("h02", 50)];
    private static readonly (CallWindow[] Windows, AccountRecord[] Records) s_traffic = CampaignTraffic.Create(hydra: true);
    private static readonly Hour s_last = s_traffic.Windows.Max(w => w.Hour);

    [Fact]
    public void Members_ShareWhatTheyHave()
    {
        var portrait = Portrait();
        var cards = portrait.Shared.Where(s => s.Kind == SharedKind.Card).ToArray();

        // Two accounts a card, so twelve cards. The eight first are shown.
        Assert.Equal(8, cards.Length);
        Assert.All(cards, c => Assert.Equal((2, 2), (c.Members, c.Accounts!.Value)));
        Assert.InRange(portrait.Shared.Count(s => s.Kind == SharedKind.Framing), 6, 8);
        Assert.DoesNotContain(portrait.Shared, s => s.Kind is SharedKind.MailDomain or SharedKind.Device or SharedKind.Network);
        for (var i = 0; i < portrait.Shared.Count; i++)
        {
            Assert.Equal(portrait.Shared[i].Members, portrait.Members.Count(m => m.Shares.Contains(i)));
        }

        var (first, second) = (Of(portrait, "h04").Shares, Of(portrait, "h05").Shares);
        Assert.Equal(first.Where(IsCard), second.Where(IsCard));
        Assert.All(portrait.Members, m => Assert.True(m.Shares.Count(s => !IsCard(s)) >= 2));

        bool IsCard(int value) => portrait.Shared[value].Kind == SharedKind.Card;
    }

    [Fact]
    public void Calls_AreCountedByHour_BesideThoseOfAll()
    {
        var portrait = Portrait();
        var hour = s_last - 5;
        var at = (int)(hour.Start - portrait.From).TotalHours;
        var inHour = s_traffic.Windows.Where(w => w.Hour == hour).ToArray();

        Assert.Equal(new DetectionOptions().LookbackHours, portrait.Calls.Count);
        Assert.Equal(s_last.End, portrait.From.AddHours(portrait.Calls.Count));
        Assert.Equal(inHour.Sum(w => w.Count), portrait.PopulationCalls[at]);
        Assert.Equal(inHour.Where(w => w.Account.Value[0] == 'h').Sum(w => w.Count), portrait.Calls[at]);
        Assert.Equal(s_traffic.Windows.Where(w => w.Account.Value == "h03").Sum(w => w.Count), Of(portrait, "h03").Calls.Sum(c => c));
    }

    /// <summary>Every third call of the campaign is about code, and every one of h03 offers tools: both count, and so does what is left.</summary>
    [Fact]
    public void Intents_AreCountedWithTheirTokens()
    {
        var windows = s_traffic.Windows.Select(w => w.Account.Value[0] == 'h' ? About(w) : w).ToArray();
        ApiCall[] calls = [.. windows.Where(w => w.Account.Value[0] == 'h').SelectMany(w => w.Calls.ToArray())];

        Assert.Equal(
            [
                Use(PromptIntent.SoftwareEngineering, IsCode),
                Use(PromptIntent.ToolOrchestration, HasTools),
                Use(PromptIntent.None, c => !IsCode(c) && !HasTools(c)),
            ],
            Portrait(windows).Intents!
        );

        IntentUse Use(PromptIntent intent, Func<ApiCall, bool> isOne) =>
            new(intent, calls.Count(isOne), calls.Where(isOne).Sum(c => (long)c.OutputTokens));

        static bool IsCode(ApiCall call) => call.Prompt.Intent == PromptIntent.SoftwareEngineering;

        static bool HasTools(ApiCall call) => call.Tools != 0;
    }

    /// <summary>Bans less than an hour apart are one entry. Who starts within a day of them is a successor.</summary>
    [Fact]
    public void BansAndPivots_AreEntries()
    {
        var windows = s_traffic
            .Windows.Where(w => w.Account.Value is not ("h20" or "h21") || w.Hour.Start > Some.Time.AddHours(51))
            .Select(w =>
                w.Account.Value is "h05" or "h06" or "h07" or "h08" or "h09" or "h10" or "h11" && w.Hour.Start >= Some.Time.AddHours(40)
                    ? Renamed(w, "m-2")
                    : w
            );
        var said = Portrait([.. windows]).Events;

        Assert.Equal(
            [
                "2 members were banned.",
                "m-2 was released; within a day 7 members called it.",
                "1 member was banned.",
                "2 new members made the first call within 24 h of the bans.",
            ],
            said.Select(e => e.What)
        );
        Assert.Equal(Some.Time.AddMinutes(1212), said[0].Time, TimeSpan.FromMicroseconds(1));
        Assert.Equal(said.OrderBy(e => e.Time).Select(e => e.Time), said.Select(e => e.Time));
    }

    [Fact]
    public void Order_ChangesNothing()
    {
        var windows = s_traffic.Windows.ToArray();
        new Random(3).Shuffle(windows);

        Assert.Equal(PortraitJson.Write(Portrait()), PortraitJson.Write(Portrait(windows)));
        Assert.Equal(PortraitJson.WriteCalls(Portrait().Members), PortraitJson.WriteCalls(Portrait(windows).Members));
    }

    [Fact]
    public void Json_IsReadAsItWasWritten()
    {
        var portrait = Portrait();
        var read = PortraitJson.Read(PortraitJson.Write(portrait));

        Assert.Equal(PortraitJson.Write(portrait), PortraitJson.Write(read));
        Assert.Equal(portrait.Members.Select(m => m.Calls), PortraitJson.ReadCalls(PortraitJson.WriteCalls(portrait.Members)));
    }

    private static PortraitMember Of(Portrait portrait, string account) => portrait.Members.Single(m => m.Account.Value == account);

    private static CallWindow About(CallWindow window)
    {
        var about = new CallWindow(window.Account, window.Hour);
        foreach (ref readonly var call in window.Calls)
        {
            var prompt = call.Prompt;
            prompt.Intent = call.Id % 3 == 0 ? PromptIntent.SoftwareEngineering : PromptIntent.None;
            about.Add(call with { Prompt = prompt, Tools = window.Account.Value == "h03" ? 9u : 0, OutputTokens = 100 + (int)(call.Id % 50) });
        }

        return about;
    }

    private static CallWindow Renamed(CallWindow window, string model)
    {
        var renamed = new CallWindow(window.Account, window.Hour);
        foreach (ref readonly var call in window.Calls)
        {
            renamed.Add(call with { Model = model });
        }

        return renamed;
    }

    private static Portrait Portrait(CallWindow[]? windows = null)
    {
        using var population = new Population();
        foreach (var record in s_traffic.Records)
        {
            population.Add(record);
        }

        foreach (var (account, hours) in s_bans)
        {
            population.Add(new BanRecord(Some.Account(account), Some.Time.AddHours(hours), Lifted: false, "abuse"));
        }

        foreach (var window in windows ?? s_traffic.Windows)
        {
            population.Add(window);
        }

        return new Correlator(new DetectionOptions()).Correlate(population, s_last, CorrelationState.Empty).Portraits.Values.Single();
    }
}

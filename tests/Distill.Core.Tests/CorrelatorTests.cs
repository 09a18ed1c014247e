using System.Text;
using Distill.Contracts;
using Distill.Contracts.Prompts;
using Distill.Contracts.Verdicts;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Windows;

namespace Distill.Core.Tests;

public sealed class CorrelatorTests
{
    private static readonly DetectionOptions s_options = new();
    private static readonly (CallWindow[] Windows, AccountRecord[] Records) s_traffic = CampaignTraffic.Create(hydra: true);

    [Fact]
    public void Hydra_IsFoundWithReasonsOfTwoFamilies()
    {
        var state = Run(s_traffic.Windows, s_traffic.Records);

        var flagged = state.Verdicts.Values.Where(v => v.Level >= VerdictLevel.Suspect).Select(v => v.Account.Value).Order().ToArray();
        Assert.Equal(Enumerable.Range(0, 24).Select(i => $"h{i:00}"), flagged);
        var cluster = Assert.Single(state.Clusters, c => c.Level >= VerdictLevel.Suspect);
        Assert.True(cluster.Evidence.Count >= 2);
        var verdict = state.Verdicts[Some.Account("h00")];
        Assert.Equal(cluster.Id, verdict.Cluster);
        Assert.NotNull(verdict.FirstFlaggedAt);
        Assert.Equal("own_link", verdict.Reasons[0].Signal);
        Assert.Matches(@"it fits the \d+ other accounts some [\d,]+ times better than the population\.", verdict.Reasons[0].Detail);
        Assert.Contains(
            "It also keeps its place in the order in which these accounts take turns.",
            verdict.Reasons[0].Detail,
            StringComparison.Ordinal
        );
        Assert.All(verdict.Reasons, r => Assert.False(string.IsNullOrWhiteSpace(r.Detail)));
    }

    [Fact]
    public void PopulationWithoutIt_IsClear()
    {
        var (windows, records) = CampaignTraffic.Create(hydra: false);

        Assert.DoesNotContain(Run(windows, records).Verdicts.Values, v => v.Level >= VerdictLevel.Suspect);
    }

    [Theory]
    [InlineData("card0", VerdictLevel.Suspect)]
    [InlineData("card99", VerdictLevel.NotAssessed)]
    public void FirstFramedCall_MakesAnAccountTheHydras_IfItsCardIs(string card, VerdictLevel least)
    {
        var call = Some.Call(
            "new",
            time: Some.Time.AddDays(2),
            prompt: $"{CampaignTraffic.Frame(1)} {CampaignTraffic.Body(new Random(1))}",
            ip: "10.99.0.1",
            client: 3
        );

        var state = Run([.. s_traffic.Windows, Some.Window(call)], [.. s_traffic.Records, Some.Record("new", payment: card)]);

        var verdict = state.Verdicts[Some.Account("new")];
        Assert.Equal(least == VerdictLevel.Suspect, verdict.Level >= VerdictLevel.Suspect);
    }

    /// <summary>New accounts without a card repeat the framings, to make them look popular. They count for nothing and join nobody.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ThrowAwaysWithItsFramings_DoNotHideTheHydra(int calls)
    {
        var (more, records) = CampaignTraffic.ThrowAways(120, calls);

        var state = Run([.. s_traffic.Windows, .. more], [.. s_traffic.Records, .. records]);

        Assert.Equal(
            Enumerable.Range(0, 24).Select(i => $"h{i:00}"),
            state.Verdicts.Values.Where(v => v.Level >= VerdictLevel.Suspect).Select(v => v.Account.Value).Order()
        );
        var cluster = Assert.Single(state.Clusters, c => c.Level >= VerdictLevel.Suspect);
        Assert.Contains(cluster.Evidence["templates"], r => r.Signal == "new_users" && r.Detail.StartsWith("120 accounts", StringComparison.Ordinal));
    }

    [Fact]
    public void OrderAndSplitOfArrival_ChangeNothing()
    {
        var expected = Run(s_traffic.Windows, s_traffic.Records);
        var random = new Random(5);
        var split = s_traffic.Windows.SelectMany(Halves).ToArray();
        random.Shuffle(split);
        var records = s_traffic.Records.ToArray();
        random.Shuffle(records);

        AssertSame(expected, Run(split, records));
    }

    [Fact]
    public void RunThatStartsOver_ComesToTheSame()
    {
        var expected = Run(s_traffic.Windows, s_traffic.Records);

        AssertSame(expected, Run(s_traffic.Windows, s_traffic.Records, newCorrelatorEvery: 2));
    }

    [Fact]
    public void EveryVerdict_HasAReason() => Assert.All(Run(s_traffic.Windows, s_traffic.Records).Verdicts.Values, v => Assert.NotEmpty(v.Reasons));

    [Fact]
    public void OneTextInThePromptsPlace_OrAPopularClientsWordsAroundIt_FindsWhatNoPromptFinds()
    {
        // Three machines, six networks and thirteen cards. Each ties some of the accounts to others, so they can be found without prompts.
        CallWindow[] Replaced(Func<ApiCall, PromptFeatures> prompt) =>
            [
                .. s_traffic.Windows.Select(w =>
                    w.Account.Value[0] != 'h'
                        ? w
                        : Some.Window([.. w.Calls.ToArray().Select(c => With(c, prompt(c), new NetworkPrefix((ulong)(1 + (Place(w.Account) / 4)))))])
                ),
            ];
        AccountRecord[] records =
        [
            .. s_traffic.Records.Select(r =>
                r.Account.Value[0] != 'h' ? r : r with { Payment = $"card{(Place(r.Account) + 1) / 2}", Device = $"machine{Place(r.Account) / 8}" }
            ),
        ];

        // A popular client's words, longer than what is kept of either end of a prompt.
        var wrap = string.Join(' ', Enumerable.Range(200, 3).Select(CampaignTraffic.Frame));

        var without = Run(Replaced(_ => default), records);
        var constant = Run(
            Replaced(_ => PromptFeatureExtractor.Extract("What was here is of no concern to whoever reads this log of ours."u8)),
            records
        );
        var wrapped = Run(Replaced(c => PromptFeatureExtractor.Extract(Encoding.UTF8.GetBytes($"{wrap} {c.Id} {c.Micros} {wrap}"))), records);

        Assert.InRange(Flagged(without).Count(), 20, 24);
        Assert.Equal(Flagged(without), Flagged(constant));
        Assert.Equal(Flagged(without), Flagged(wrapped));
        Assert.Equal((0, 24), (without.ConstantPromptAccounts, constant.ConstantPromptAccounts));
    }

    // A client of one customer in four, of all, and of the campaign alone; and one that writes the user's name at both ends.
    [Theory]
    [InlineData(4, "")]
    [InlineData(1, "")]
    [InlineData(1000, "")]
    [InlineData(4, "asks this today, for himself and for nobody else in his house.")]
    public void CampaignBehindAClientsWords_IsFoundAsWithoutThem(int oneIn, string names)
    {
        string Around(string account, string prompt)
        {
            var name = names.Length == 0 ? "" : $"User{account} {names}";
            return account[0] == 'h' || Place(account) % oneIn == 0
                ? $"{name} {CampaignTraffic.Frame(200)}. {CampaignTraffic.Frame(201)}.\n\n{prompt}\n\n{CampaignTraffic.Frame(202)}. {name}"
                : prompt;
        }

        var (windows, records) = CampaignTraffic.Create(hydra: true, Around);
        var (quiet, owners) = CampaignTraffic.Create(hydra: false, Around);

        Assert.Equal(Flagged(Run(s_traffic.Windows, s_traffic.Records)), Flagged(Run(windows, records)));
        Assert.Empty(Flagged(Run(quiet, owners)));
    }

    [Fact]
    public void OneCardForAllOfACampaign_FindsWhatNoCardFinds()
    {
        AccountRecord[] Paid(string? card) => [.. s_traffic.Records.Select(r => r.Account.Value[0] == 'h' ? r with { Payment = card } : r)];

        var without = Run(s_traffic.Windows, Paid(null));
        var one = Run(s_traffic.Windows, Paid("invoice"));

        Assert.Equal(Flagged(without), Flagged(one));
        Assert.Equal(24, Assert.Single(one.CommonValues).Accounts);
    }

    private static IEnumerable<AccountId> Flagged(CorrelationState state) =>
        state.Verdicts.Values.Where(v => v.Level >= VerdictLevel.Suspect).Select(v => v.Account).Order();

    private static int Place(AccountId account) => Place(account.Value);

    private static int Place(string account) => int.Parse(account.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);

    private static ApiCall With(in ApiCall call, in PromptFeatures prompt, NetworkPrefix network) =>
        new()
        {
            Id = call.Id,
            Account = call.Account,
            Micros = call.Micros,
            Model = call.Model,
            Platform = call.Platform,
            Reseller = call.Reseller,
            InputTokens = call.InputTokens,
            OutputTokens = call.OutputTokens,
            Network = network,
            Client = call.Client,
            Prompt = prompt,
        };

    private static CorrelationState Run(CallWindow[] windows, AccountRecord[] records, int newCorrelatorEvery = int.MaxValue)
    {
        var population = new Population();
        foreach (var record in records)
        {
            population.Add(record);
        }

        var byHour = windows.ToLookup(w => w.Hour);
        var state = CorrelationState.Empty;
        var correlator = new Correlator(s_options);
        var runs = 0;
        foreach (
            var hour in CorrelationSchedule
                .Due(null, byHour.Select(h => h.Key), windows.Max(w => w.Hour), s_options.LookbackHours)
                .Where(h => h.Number % 12 == 0)
        )
        {
            foreach (var past in Enumerable.Range(0, 12).Select(i => hour - (11 - i)))
            {
                foreach (var window in byHour[past])
                {
                    population.Add(window);
                }
            }

            correlator = ++runs % newCorrelatorEvery == 0 ? new Correlator(s_options) : correlator;
            state = correlator.Correlate(population, hour, state);
        }

        return state;
    }

    private static void AssertSame(CorrelationState expected, CorrelationState actual)
    {
        Assert.Equal(expected.Verdicts.Count, actual.Verdicts.Count);
        Assert.All(expected.Verdicts.Values, v => Assert.True(v.SaysTheSameAs(actual.Verdicts[v.Account]), v.Account.Value));
        Assert.Equal(expected.Clusters.Select(c => (c.Id, c.Level, c.Calls)), actual.Clusters.Select(c => (c.Id, c.Level, c.Calls)));
    }

    private static IEnumerable<CallWindow> Halves(CallWindow window)
    {
        var half = window.Calls.Length / 2;
        return half == 0 ? [window] : [Some.Window(window.Calls[..half]), Some.Window(window.Calls[half..])];
    }
}

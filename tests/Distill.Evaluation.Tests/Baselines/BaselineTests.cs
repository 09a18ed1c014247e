using Distill.Core.Events;
using Distill.Evaluation.Baselines;

namespace Distill.Evaluation.Tests.Baselines;

public sealed class BaselineTests
{
    [Fact]
    public void VolumeLimit_FindsWhoCallsMost() =>
        AssertFindsAll(
            new VolumeLimit(),
            from account in new[] { "c1", "c2", "n1", "n2" }
            from call in Enumerable.Range(0, account[0] == 'c' ? 20 : 3)
            select SomeTraffic.Call(account, call * 0.1)
        );

    [Fact]
    public void SharedInfrastructure_JoinsThroughCardsDevicesAndNetworks() =>
        AssertFindsAll(
            new SharedInfrastructureBaseline(),
            [
                SomeTraffic.Record("c1", payment: "p"),
                SomeTraffic.Record("c2", payment: "p", device: "d"),
                SomeTraffic.Record("c3", payment: "q", device: "d"),
                SomeTraffic.Record("n1", payment: "r"),
                SomeTraffic.Record("n2", payment: "r"),
                SomeTraffic.Call("c1", 1),
                SomeTraffic.Call("c2", 1),
                SomeTraffic.Call("c3", 1, "192.0.2.1"),
                SomeTraffic.Call("c4", 1, "192.0.2.200"),
                SomeTraffic.Call("n1", 1),
                SomeTraffic.Call("n2", 1, "198.51.100.1"),
            ]
        );

    [Fact]
    public void SynchroTrap_FindsWhoActsInTheSameMinutesFromTheSameNetworks() =>
        AssertFindsAll(
            new SynchroTrap(),
            from account in new[] { "c1", "c2", "c3", "n1", "n2", "n3" }
            from call in Enumerable.Range(0, 10)
            select SomeTraffic.Call(account, (account[0] == 'c' ? 0 : 0.1 * (account[1] - '0')) + call, "192.0.2.1")
        );

    [Fact]
    public void Fraudar_PeelsTheDensestBlockLast()
    {
        // Accounts 0 to 3 share four columns; 4 to 7 share one column with each of them, as camouflage.
        int[][] columns =
        [
            [0, 1, 2, 3],
            [0, 1, 2, 3],
            [0, 1, 2, 3],
            [0, 1, 2, 3],
            [0, 4],
            [1, 5],
            [2, 6],
            [3, 7],
        ];
        var order = Fraudar.Peel(9, columns);
        Assert.True(order[..4].Min() > order[4..8].Max());
        Assert.Equal(0, order[8]);
    }

    [Fact]
    public void Fraudar_FindsWhoUsesTheSameWords() =>
        AssertFindsAll(
            new Fraudar(),
            Prompts(body =>
                $"Take the part of a patient teacher and explain this to me: {body}. Give the answer in the form of a numbered list please."
            )
        );

    [Fact]
    public void NearDuplicates_FindPromptsThatBeginAndEndAlike() =>
        AssertFindsAll(
            new NearDuplicates(),
            Prompts(body => $"Take the part of a patient teacher and explain: {body}. Give the answer as a list please.")
        );

    [Fact]
    public void Baselines_SayTheSameOfTheSameTraffic()
    {
        var traffic = SomeTraffic.Of(Prompts(body => $"Tell me of {body} and of nothing else but that, if you would be so kind."));
        Assert.All(AllBaselines.All, b => Assert.Equal(AllBaselines.Measure(b, traffic), AllBaselines.Measure(b, traffic)));
    }

    // The campaign's prompts differ in their bodies alone, the others' in everything.
    private static IEnumerable<ParsedEvent> Prompts(Func<string, string> template) =>
        from account in new[] { "c1", "c2", "c3", "n1", "n2", "n3" }
        from call in Enumerable.Range(0, 5)
        let body = $"{account} word{call} other{call}{account}"
        select SomeTraffic.Call(
            account,
            call,
            prompt: account[0] == 'c' ? template(body) : string.Join(' ', Enumerable.Range(0, 40).Select(i => $"{account}w{call}x{i}"))
        );

    private static void AssertFindsAll(IBaseline baseline, IEnumerable<ParsedEvent> events)
    {
        var score = AllBaselines.Measure(baseline, SomeTraffic.Of(events));
        Assert.Equal((score.Campaign, 0), (score.Found, score.False));
        Assert.Equal(1, score.F1);
    }
}

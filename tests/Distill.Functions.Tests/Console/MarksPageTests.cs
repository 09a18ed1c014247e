using Distill.Core.Clusters;
using Distill.Functions.Publishing;
using Distill.Functions.Tests.Api;
using Distill.Functions.Tests.Publishing;
using Distill.Reports.Console;

namespace Distill.Functions.Tests.Console;

/// <summary>A cluster's page says whether answers to its accounts are marked in the current epoch.</summary>
public sealed class MarksPageTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task WithoutAKey_ItSaysThatNothingIsMarked()
    {
        await using var instance = await DecisionCalls.StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);

        Assert.Contains("This app marks no answers: it has no master key.", await PageAsync(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ItSaysWhoHasItsCode_SinceWhen_AndHowManyAnswersBearIt()
    {
        await using var instance = await DecisionCalls.StartAsync(azurite, SomeMarking.Settings);
        await using var server = await ConsoleServer.StartAsync(instance);
        var before = await PageAsync(server);

        await MarkAsync(instance, "m003", "r1");
        var first = await PageAsync(server);
        await MarkAsync(instance, "stranger", "r2");
        var soon = await PageAsync(server);
        instance.Time.Advance(TimeSpan.FromMinutes(2));
        var later = await PageAsync(server);

        // A run after the book was made.
        var grown = DecisionCalls.TheCluster with
        {
            Accounts = [.. DecisionCalls.TheCluster.Accounts, Some.Account("m999")],
        };
        var young = Run.Cluster(2, 9, prefix: "y");
        await Run.SaveAsync(instance, Run.First.Next, [.. Run.Verdicts(grown), .. Run.Verdicts(young)], grown, young);
        await instance.Get<ViewFollower>().ReadAsync(default);
        var joined = await PageAsync(server);

        Assert.Contains("No answer has been marked in the current epoch, which began on ", before, StringComparison.Ordinal);
        Assert.Contains(" has a code for it, which 12 accounts had from the first marked answer on.", first, StringComparison.Ordinal);
        Assert.Contains("1 answer was marked in the epoch. Of these, 1 bears its code.", first, StringComparison.Ordinal);
        Assert.Contains("1 answer was marked", soon, StringComparison.Ordinal);
        Assert.Contains("2 answers were marked in the epoch. Of these, 1 bears its code.", later, StringComparison.Ordinal);
        Assert.DoesNotContain("joined since", later, StringComparison.Ordinal);
        Assert.Contains("1 member joined since, and has another code until ", joined, StringComparison.Ordinal);
        Assert.Contains(" has no code for it: the book is older.", await PageAsync(server, young), StringComparison.Ordinal);
    }

    [Fact]
    public void OfALongLog_OnlyTheLastAnswersAreCounted()
    {
        var marks = new ClusterMarks(IsOn: true, new DateOnly(2026, 6, 29), new DateOnly(2026, 7, 6))
        {
            HasBook = true,
            Coded = 40,
            Joined = 3,
            Marked = 1_200_345,
            Looked = 1000,
            Own = 37,
        };

        Assert.Equal(
            [
                "The epoch that began on 2026-06-29 has a code for it, which 40 accounts had from the first marked answer on.",
                "3 members joined since, and have another code until 2026-07-06.",
                "1,200,345 answers were marked in the epoch. Of the last 1,000, 37 bear its code.",
            ],
            marks.Sentences
        );
    }

    private static Task<string> PageAsync(ConsoleServer server, Cluster? cluster = null) =>
        server.Client.GetStringAsync($"/console/clusters/{(cluster ?? DecisionCalls.TheCluster).Id}");

    private static async Task MarkAsync(Instance instance, string account, string id)
    {
        var answer = await ApiCall.PostAsync(
            instance,
            "honeypots/mark",
            new
            {
                text = SomeMarking.Text,
                account,
                requestId = id,
            }
        );
        Assert.True(answer.Json.GetProperty("marked").GetBoolean());
    }
}

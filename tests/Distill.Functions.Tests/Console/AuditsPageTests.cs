using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Api;
using Distill.Functions.Tests.Publishing;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Functions.Tests.Console;

/// <summary>A cluster's page says what recorded attribution tests say of it, also those that do not name it.</summary>
public sealed class AuditsPageTests(AzuriteFixture azurite)
{
    private static readonly Cluster s_it = DecisionCalls.TheCluster;
    private static readonly ClusterId s_other = Run.Id(9);

    [Fact]
    public async Task WithoutATest_ItSaysSo()
    {
        await using var instance = await DecisionCalls.StartAsync(azurite);

        Assert.Contains("No attribution test is recorded that asked about it", await PageAsync(instance), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATestThatNamesIt_ComesFirst_WithItsChance_ItsSuspectAndWhoRecordedIt()
    {
        await using var instance = await DecisionCalls.StartAsync(azurite);
        var at = instance.Time.GetUtcNow();
        await SomeAudit.RecordAsync(instance, SomeAudit.Of("a", [(s_it.Id, 2.4e-9), (s_other, 0.3)]), "clone-7b", at.AddDays(-2));
        await SomeAudit.RecordAsync(instance, SomeAudit.Of("b", [(s_it.Id, 0.31)]), "<b>other</b>", at.AddDays(-1));
        await SomeAudit.RecordAsync(instance, SomeAudit.Of("c", [(s_other, 0.2)], (s_it.Accounts[3].Value, 1e-8)), "a blog", at);

        var page = await PageAsync(instance);

        Assert.Contains(
            "3 attribution tests are recorded that asked about it, or of an epoch in which it has a code: 1 names it; 1 names a member of it; "
                + "1 asked about it and does not name it.",
            page,
            StringComparison.Ordinal
        );
        var rows = page.Split("<tr>")
            .Where(r => r.Contains("found text", StringComparison.Ordinal) || r.Contains("a model", StringComparison.Ordinal))
            .ToArray();
        Assert.Contains("clone-7b", rows[0], StringComparison.Ordinal);
        Assert.Contains("<strong>names it</strong>", rows[0], StringComparison.Ordinal);
        Assert.Contains("<span class=\"t\">p at most 2.4e-9</span> (1 in 416 million)", rows[0], StringComparison.Ordinal);
        Assert.Contains("31 % chance to name a cluster that gave 5 % of what the suspect learned from", rows[0], StringComparison.Ordinal);
        Assert.Contains(SomeAudit.Epoch, rows[0], StringComparison.Ordinal);
        Assert.Contains("by <bdi>ana</bdi>", rows[0], StringComparison.Ordinal);
        Assert.Contains("<strong>names its member</strong>", rows[1], StringComparison.Ordinal);
        Assert.Contains($"id={s_it.Accounts[3]}\"", rows[1], StringComparison.Ordinal);
        Assert.Contains("does not name it", rows[2], StringComparison.Ordinal);
        Assert.Contains("<span class=\"t\">p at most 0.31</span> (more than 1 in 10)", rows[2], StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;other&lt;/b&gt;", rows[2], StringComparison.Ordinal);
    }

    /// <summary>That a test of its epoch left it out is no finding about it, and is told as that.</summary>
    [Fact]
    public async Task ATestOfItsEpoch_ThatDidNotAskAboutIt_IsTold_AndOneOfAnotherEpochIsNot()
    {
        await using var instance = await DecisionCalls.StartAsync(azurite);
        var at = instance.Time.GetUtcNow();
        await SomeAudit.RecordAsync(instance, SomeAudit.Of("a", [(s_other, 3e-9)]), "clone-7b", at);
        var before = await PageAsync(instance);
        await instance.Get<CodeBookTable>().AddAsync(CodeBook.Of(EpochId.Parse(SomeAudit.Epoch), [(s_it.Id, s_it.Accounts.AsEnumerable())]), default);
        await SomeAudit.RecordAsync(instance, SomeAudit.Of("b", [(s_other, 1e-9)]) with { Epoch = EpochId.Parse("another") }, "elsewhere", at);

        var page = await PageAsync(instance);

        Assert.Contains("No attribution test is recorded", before, StringComparison.Ordinal);
        Assert.Contains("code: 1 did not ask about it.", page, StringComparison.Ordinal);
        Assert.Contains("depends on it: <span class=\"t\">p at most 3.0e-9</span> (1 in 333 million)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", page, StringComparison.Ordinal);
    }

    private static async Task<string> PageAsync(Instance instance)
    {
        await using var server = await ConsoleServer.StartAsync(instance);
        var page = await server.Client.GetStringAsync($"/console/clusters/{s_it.Id}");
        Assert.Contains("Honeypot marks and attribution tests", page, StringComparison.Ordinal);
        return page;
    }
}

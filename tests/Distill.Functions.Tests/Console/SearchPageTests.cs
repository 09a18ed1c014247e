using System.Net;
using System.Text.RegularExpressions;
using Distill.Contracts;
using Distill.Core.Portraits;
using Distill.Core.Profiles;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Publishing;

namespace Distill.Functions.Tests.Console;

/// <summary>Search by a card, a device, a network or a mail domain, and how the index of them is stored.</summary>
public sealed partial class SearchPageTests(AzuriteFixture azurite, ReadOnlyConsole console) : IClassFixture<ReadOnlyConsole>
{
    [Theory]
    [InlineData("pm_1Nq2b", "card", 4, 4)]
    [InlineData("device-77", "device", 30, 20)]
    [InlineData("198.51.100.200", "network <code><bdi>198.51.100.0/24</bdi></code>", 9, 9)]
    [InlineData("198.51.100.0/24", "network", 9, 9)]
    public async Task WhatEventsHave_LeadsToClusterAndAccounts(string typed, string kind, int members, int listed)
    {
        var page = await SearchAsync(typed);

        Assert.Contains(kind, page, StringComparison.Ordinal);
        Assert.Equal($"{ConsoleCase.Campaign.Id}", ConsolePageTests.Clusters(page)[0]);
        Assert.Contains($"<td class=\"n\">{members}</td>", page, StringComparison.Ordinal);
        Assert.All(ConsoleCase.Campaign.Accounts.Take(listed), a => Assert.Contains($"id={a.Value}\"", page, StringComparison.Ordinal));
        Assert.Equal(members > listed, page.Contains($"and {members - listed} more", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AValueOfTwoClusters_LeadsToBoth_TheWorstFirst()
    {
        var page = await SearchAsync("198.51.100.1");

        Assert.Equal([$"{ConsoleCase.Campaign.Id}", $"{ConsoleCase.Nasty.Id}"], ConsolePageTests.Clusters(page));
        Assert.Contains("members of 2 clusters that have it", page, StringComparison.Ordinal);
        Assert.Equal([$"{ConsoleCase.Nasty.Id}"], ConsolePageTests.Clusters(await SearchAsync("someone@MAIL.example")));
    }

    [Theory]
    [InlineData("pm_1Nq2")]
    [InlineData("198.51.101.1")]
    [InlineData("198.51.0.0/16")]
    public async Task WhatNobodyHas_LeadsToNothing_AndThePageSaysWhereItLooked(string typed)
    {
        var page = await SearchAsync(typed);

        Assert.Contains(": nothing.", page, StringComparison.Ordinal);
        Assert.Contains("among members of the last run's clusters only, and a network only if two members", page, StringComparison.Ordinal);
        Assert.DoesNotContain("last run's clusters only", await SearchAsync("acct_0007"), StringComparison.Ordinal);
    }

    /// <summary>The part of a fingerprint that a cluster's page shows leads back to it.</summary>
    [Fact]
    public async Task ThePartThatPagesShow_IsEnough()
    {
        var shown = Part().Match(await SearchAsync("pm_1Nq2b")).Groups[1].Value;

        Assert.Equal([$"{ConsoleCase.Campaign.Id}"], ConsolePageTests.Clusters(await SearchAsync(shown)));
    }

    /// <summary>Many values are in many rows, and each is found; a smaller run over a larger one leaves nothing of it.</summary>
    [Fact]
    public async Task TheLastRun_IsReadAsItWasWritten()
    {
        await using var instance = new Instance(azurite.NewAccount());
        var table = instance.Get<ValueTable>();
        var cluster = Run.Cluster(1, 12);
        IndexedValue[] values =
        [
            .. Enumerable
                .Range(0, 5_000)
                .Select(i => new IndexedValue(
                    SharedKind.Card,
                    Trait.Of(TraitKind.Payment, $"card{i}").Value,
                    [new ValueHolders(cluster.Id, 2, [Some.Account($"a{i}"), Some.Account($"b{i}")])]
                )),
        ];

        await table.SaveAsync(new ValueIndex(Run.First, values), default);
        foreach (var i in Enumerable.Range(0, 50).Select(i => 97 * i))
        {
            var found = Assert.Single(await FindAsync($"card{i}"));
            Assert.Equal(ValueIndexJson.Write([values[i]]), ValueIndexJson.Write([found]));
        }

        Assert.Equal("a7", Assert.Single(await FindAsync(values[7].Name)).Clusters[0].Accounts[0].Value);
        await table.SaveAsync(new ValueIndex(Run.First.Next, values[..3]), default);

        // A run that is late comes after a newer one.
        await table.SaveAsync(new ValueIndex(Run.First, values), default);
        Assert.Single(await FindAsync("card2"));
        Assert.Empty(await FindAsync("card3"));
        await table.DeleteBeforeAsync(Run.First.Next, default);
        Assert.Single(await FindAsync("card2"));
        await table.DeleteBeforeAsync(Run.First.Next.Next, default);
        Assert.Empty(await FindAsync("card2"));

        Task<IReadOnlyList<IndexedValue>> FindAsync(string typed) => table.FindAsync(ValueQuery.Of(typed)!, default);
    }

    /// <summary>Ids that no row could hold are left out; the clusters are still found.</summary>
    [Fact]
    public async Task IdsOfTheGreatestLength_StopNoRun()
    {
        await using var instance = new Instance(azurite.NewAccount());
        var random = new Random(5);
        IndexedValue[] values =
        [
            .. Enumerable
                .Range(0, 600)
                .Select(i => new IndexedValue(
                    SharedKind.Device,
                    Trait.Of(TraitKind.Device, $"device{i}").Value,
                    [new ValueHolders(Run.Id(1), 20, [.. Enumerable.Range(0, 20).Select(_ => Some.Account(Convert.ToHexString(Bytes(random))))])]
                )),
        ];

        await instance.Get<ValueTable>().SaveAsync(new ValueIndex(Run.First, values), default);

        var found = Assert.Single(await instance.Get<ValueTable>().FindAsync(ValueQuery.Of("device77")!, default));
        Assert.Equal((Run.Id(1), 20), (found.Clusters[0].Cluster, found.Clusters[0].Members));
        Assert.Empty(found.Clusters[0].Accounts);

        static byte[] Bytes(Random random)
        {
            var bytes = new byte[AccountId.MaxLength / 2];
            random.NextBytes(bytes);
            return bytes;
        }
    }

    private async Task<string> SearchAsync(string typed) =>
        WebUtility.HtmlDecode(await console.Client.GetStringAsync($"/console/search?q={Uri.EscapeDataString(typed)}"));

    [GeneratedRegex("card <code><bdi>([0-9a-f]{8})</bdi>")]
    private static partial Regex Part();
}

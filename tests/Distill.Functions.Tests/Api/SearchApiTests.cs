using System.Net;
using System.Text.Json;
using Distill.Functions.Tests.Console;

namespace Distill.Functions.Tests.Api;

/// <summary>A search by the API finds what the console's finds.</summary>
public sealed class SearchApiTests(ReadOnlyConsole console) : IClassFixture<ReadOnlyConsole>
{
    [Theory]
    [InlineData("pm_1Nq2b", "card", 4, 4)]
    [InlineData("device-77", "device", 30, 20)]
    [InlineData(" 198.51.100.200", "network", 9, 9)]
    [InlineData("someone@MAIL.example", "mail_domain", 3, 3)]
    public async Task AValue_LeadsToItsCluster_AndToAccounts(string typed, string kind, int members, int listed)
    {
        var value = (await SearchAsync(typed)).GetProperty("values")[0];

        Assert.Equal((kind, members), (value.GetProperty("kind").GetString(), value.GetProperty("members").GetInt32()));
        Assert.Equal(listed, value.GetProperty("accounts").GetArrayLength());
        var cluster = kind == "mail_domain" ? ConsoleCase.Nasty : ConsoleCase.Campaign;
        Assert.Equal($"{cluster.Id}", value.GetProperty("cluster").GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("acct_0007", "0 1 0 0 0")]
    [InlineData("acct_01", "0 50 0 0 0")]
    [InlineData("hydra-9da5e583a1ec", "0 0 0 1 0")]
    [InlineData("NORTHGATE", "0 0 0 1 0")]
    [InlineData("<script>alert(2)", "0 0 0 1 0")]
    [InlineData("198.51.100.1", "2 0 0 0 0")]
    [InlineData("nobody has this", "0 0 0 0 0")]
    public async Task WhatIsFound_IsWhatTheConsoleFinds(string typed, string counts)
    {
        var found = await SearchAsync(typed);
        var page = WebUtility.HtmlDecode(await console.Client.GetStringAsync($"/console/search?q={Uri.EscapeDataString(typed)}"));

        Assert.Equal(counts, string.Join(' ', found.EnumerateObject().Select(l => l.Value.GetArrayLength())));
        Assert.All(
            found.GetProperty("accounts").EnumerateArray(),
            a => Assert.Contains($"id={a.GetProperty("account")}\"", page, StringComparison.Ordinal)
        );
        Assert.All(
            found.GetProperty("clusters").EnumerateArray().Concat(found.GetProperty("values").EnumerateArray().Select(v => v.GetProperty("cluster"))),
            c => Assert.Contains($"/console/clusters/{c.GetProperty("id")}", page, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task AnOperation_IsFoundByItsId()
    {
        var operation = (await SearchAsync($"{ConsoleOperations.Large}")).GetProperty("operations")[0];
        var own = (await ApiCall.GetAsync(console.Instance, $"operations/{ConsoleOperations.Large}")).Json;

        Assert.All(operation.EnumerateObject(), member => Assert.Equal(own.GetProperty(member.Name).GetRawText(), member.Value.GetRawText()));
    }

    [Theory]
    [InlineData("search")]
    [InlineData("search?q=")]
    [InlineData("search?q=%20%20")]
    [InlineData("search?q=a&q=b")]
    [InlineData("search?query=a")]
    public async Task AnOddQuery_IsRefused(string path)
    {
        var answer = await ApiCall.GetAsync(console.Instance, path);

        Assert.Equal((400, "bad_query"), (answer.Status, answer.Code));
    }

    private async Task<JsonElement> SearchAsync(string typed) =>
        (await ApiCall.GetAsync(console.Instance, $"search?q={Uri.EscapeDataString(typed)}")).Json;
}

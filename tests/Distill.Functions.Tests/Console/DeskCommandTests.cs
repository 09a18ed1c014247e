using Distill.Cli;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Api;
using static Distill.Functions.Tests.Api.DecisionCalls;

namespace Distill.Functions.Tests.Console;

/// <summary>The desk's work on the command line, against the API.</summary>
public sealed class DeskCommandTests(AzuriteFixture azurite)
{
    private const int Failed = 1;
    private const int Usage = 2;

    [Fact]
    public async Task AClusterIsListed_Shown_Decided_AndItsDecisionPrinted()
    {
        await using var instance = await StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        var cluster = $"{TheCluster.Id}";

        var list = await RunAsync(server, "clusters");
        var shown = await RunAsync(server, "clusters", cluster);
        var decided = await RunAsync(server, "decide", cluster, "dismiss", "--by", "ana", "--why", "A class,\n\"really\".");
        var open = await RunAsync(server, "clusters");
        var dismissed = await RunAsync(server, "clusters", "--state", "dismissed");
        var decisions = await RunAsync(server, "decisions", "--in-force");

        Assert.Contains($"{cluster}  suspect    open               12", list.Output, StringComparison.Ordinal);
        Assert.Contains("timing            10.0  They take turns.", shown.Output, StringComparison.Ordinal);
        Assert.Equal((0, $"{cluster}: dismiss by ana, until 2026-05-31 00:00 UTC.", ""), (decided.Code, decided.Output.Trim(), decided.Error));
        Assert.Equal("clear allow", await VerdictAsync(instance, "m003"));
        Assert.DoesNotContain(cluster, open.Output, StringComparison.Ordinal);
        Assert.Contains(cluster, dismissed.Output, StringComparison.Ordinal);
        Assert.Equal((await ApiCall.GetAsync(instance, "decisions?format=csv&in_force=true")).Text, decisions.Output);
        Assert.Contains("\"A class,\n\"\"really\"\".\"", decisions.Output, StringComparison.Ordinal);
        Assert.Contains("A class, \"really\".", (await RunAsync(server, "clusters", cluster)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASearch_PrintsWhatThereIs_AndSaysWhereItLookedIfThereIsNothing()
    {
        await using var instance = await StartAsync(azurite);
        await instance.Get<ValueTable>().SaveAsync(ConsoleRun.Values(Publishing.Run.First, TheCluster, TheCluster), default);
        await using var server = await ConsoleServer.StartAsync(instance);
        await RunAsync(server, "decide", $"{TheCluster.Id}", "shadow", "--by", "ana", "--why", "Ask\nfirst.");

        var card = await RunAsync(server, "search", "pm_1Nq2b");
        var account = await RunAsync(server, "search", "m003");
        var decision = await RunAsync(server, "search", "first.");
        var json = await RunAsync(server, "search", "m003", "--json");
        var nothing = await RunAsync(server, "search", "nobody");

        Assert.Matches($"^card [0-9a-f]{{8}}: 4 members of {TheCluster.Id} \\(suspect, open, 12 accounts\\): m000, m001, m002, m003\n$", card.Output);
        Assert.StartsWith($"account m003: suspect, allow, score ", account.Output, StringComparison.Ordinal);
        Assert.EndsWith($", in {TheCluster.Id}", account.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal($"decision on {TheCluster.Id} by ana: Put into shadow mode: Ask first.", decision.Output.Trim());
        Assert.Equal((await ApiCall.GetAsync(instance, "search?q=m003")).Text, json.Output.TrimEnd());
        Assert.StartsWith("Nothing found. Cards, devices, mail domains and networks are looked for", nothing.Output, StringComparison.Ordinal);
        Assert.All(new[] { card, account, decision, json, nothing }, ran => Assert.Equal((0, ""), (ran.Code, ran.Error)));
    }

    [Fact]
    public async Task WithoutAName_AKeyHolderDecides()
    {
        await using var instance = await StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);

        var decided = await RunAsync(server, "decide", "hydra-000000000001", "confirm", "--why", "x");

        Assert.Equal((0, "hydra-000000000001: confirm by a key holder."), (decided.Code, decided.Output.Trim()));
    }

    [Theory]
    [InlineData(Failed, "q must have 1 to 256 characters", "search", " ")]
    [InlineData(Usage, "no cluster", "clusters", "hydra-1")]
    [InlineData(Usage, "Must be one of", "decide", "hydra-000000000001", "hang", "--why", "x")]
    [InlineData(Usage, "--why", "decide", "hydra-000000000001", "confirm")]
    [InlineData(Failed, "--by NAME", "decide", "hydra-000000000001", "confirm", "--why", "x", "--by", " ")]
    [InlineData(Failed, "turns the text's direction", "decide", "hydra-000000000001", "confirm", "--why", "x", "--by", "a\u202Eb")]
    [InlineData(Failed, "expires", "decide", "hydra-000000000001", "confirm", "--why", "x", "--by", "a", "--expires", "soon")]
    [InlineData(Failed, "No such cluster", "decide", "hydra-000000000999", "confirm", "--why", "x", "--by", "a")]
    [InlineData(Failed, "No such cluster", "clusters", "hydra-000000000999")]
    public async Task WhatIsWrong_IsSaidInOneLine(int code, string said, params string[] words)
    {
        await using var instance = await StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);

        var ran = await RunAsync(server, words);

        Assert.Equal((code, ""), (ran.Code, ran.Output));
        Assert.Contains(said, ran.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Single(ran.Error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData(Usage, "There is no API", "clusters", "--key", "k")]
    [InlineData(Usage, "must be an http or https address", "clusters", "--api", "distill.example")]
    [InlineData(Usage, "without https", "clusters", "--api", "http://distill.example", "--token", "t")]
    [InlineData(Usage, "both given", "clusters", "--api", "https://distill.example", "--token", "t", "--key", "k")]
    [InlineData(Usage, "no token", "clusters", "--api", "https://distill.example", "--token", "a b")]
    [InlineData(Failed, "can't be reached", "clusters", "--api", "http://127.0.0.1:1")]
    public async Task AWrongTarget_IsSaidInOneLine(int code, string said, params string[] words)
    {
        var ran = await RunAsync(words);

        Assert.Equal((code, ""), (ran.Code, ran.Output));
        Assert.Contains(said, ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("k", "does not know the caller")]
    [InlineData("evidenceevidenceevidenceevidence", "may not do this")]
    public async Task ACallerWithoutTheRole_IsToldWhichItNeeds(string key, string said)
    {
        var keys = new Dictionary<string, string?>
        {
            ["Distill:Auth:EvidenceKey"] = "evidenceevidenceevidenceevidence",
            ["Distill:Auth:DecideKey"] = "decidedecidedecidedecidedecidede",
        };
        await using var instance = await StartAsync(azurite, keys);
        await using var server = await ConsoleServer.StartAsync(instance);

        var ran = await RunAsync(server, "decide", $"{TheCluster.Id}", "confirm", "--why", "x", "--by", "a", "--key", key);

        Assert.Equal(Failed, ran.Code);
        Assert.Contains(said, ran.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync(server, "clusters", "--key", "evidenceevidenceevidenceevidence")).Code);
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(ConsoleServer server, params string[] words) =>
        RunAsync([.. words, "--api", server.Address.ToString()]);

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await DistillCommandLine.RunAsync(words, output, error);
        return (code, output.ToString(), error.ToString());
    }
}

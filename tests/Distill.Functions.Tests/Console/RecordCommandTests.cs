using System.Text.Json.Nodes;
using Distill.Cli;
using Distill.Functions.Tests.Api;
using static Distill.Functions.Tests.Api.DecisionCalls;

namespace Distill.Functions.Tests.Console;

/// <summary>The result of an attribution test goes from its file to a cluster's page.</summary>
public sealed class RecordCommandTests(AzuriteFixture azurite) : IDisposable
{
    private const int Failed = 1;
    private const int Usage = 2;

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task ATest_IsRecordedOnce_AndTheClustersPageShowsIt()
    {
        await using var instance = await StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        await WriteAsync(SomeAudit.Json(SomeAudit.Of("a", [(TheCluster.Id, 3e-9)])));

        var first = await RunAsync(server, _file, "--suspect", "clone-7b", "--by", "ana");
        instance.Time.Advance(TimeSpan.FromDays(1));
        var again = await RunAsync(server, _file, "--suspect", "another", "--by", "ben");

        Assert.Equal(
            (
                0,
                $"clone-7b, epoch {SomeAudit.Epoch}: recorded by ana at 2026-05-01 00:00 UTC. It names {TheCluster.Id} of 1 clusters and 0 accounts."
            ),
            (first.Code, first.Output.Trim())
        );
        Assert.Equal((0, first.Output), (again.Code, again.Output));
        Assert.Single((await ApiCall.GetAsync(instance, "honeypots/audits")).Json.GetProperty("audits").EnumerateArray());
        var page = await server.Client.GetStringAsync($"/console/clusters/{TheCluster.Id}");
        Assert.Contains("1 attribution test is recorded", page, StringComparison.Ordinal);
        Assert.Contains("<strong>names it</strong>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Usage, "--suspect", "cells", 900)]
    [InlineData(Failed, "cells is 0: the samples can't bear an answer", "cells", 0, "--suspect", "clone", "--by", "ana")]
    [InlineData(Failed, "epoch must be an epoch", "epoch", 7, "--suspect", "clone", "--by", "ana")]
    [InlineData(Failed, "by must name who decides", "cells", 900, "--suspect", "clone", "--by", " ")]
    public async Task WhatIsWrong_IsSaidInOneLine_AndNothingIsKept(int code, string said, string member, int value, params string[] words)
    {
        await using var instance = await StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        var json = SomeAudit.Json(SomeAudit.Of("a", [(TheCluster.Id, 3e-9)]));
        json[member] = value;
        await WriteAsync(json);

        var ran = await RunAsync(server, [_file, .. words]);

        Assert.Equal((code, ""), (ran.Code, ran.Output));
        Assert.Contains(said, Assert.Single(ran.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Empty((await ApiCall.GetAsync(instance, "honeypots/audits")).Json.GetProperty("audits").EnumerateArray());
    }

    private Task WriteAsync(JsonObject audit) => File.WriteAllTextAsync(_file, audit.ToJsonString());

    private static async Task<(int Code, string Output, string Error)> RunAsync(ConsoleServer server, params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await DistillCommandLine.RunAsync(["honeypot", "record", .. words, "--api", server.Address.ToString()], output, error);
        return (code, output.ToString(), error.ToString());
    }
}

using Distill.Cli.Tests;
using Distill.Evaluation.Labelled;

namespace Distill.Evaluation.Tests.Labelled;

public sealed class TruthFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Labels_MayNameTheCampaignAlone()
    {
        var truth = TruthFile.Read(_folder.Write("labels.json", ["""{"hydra":["c1"]}"""]));
        Assert.Equal(("labels", SomeTraffic.Account("c1"), 0), (truth.Scenario, Assert.Single(truth.Campaign), truth.Innocent.Count));

        var log = new Distill.Logs.Traffic.TrafficLog();
        log.Add(SomeTraffic.Call("c1", 2));
        log.Add(SomeTraffic.Call("x", 1));
        var traffic = new LabelledTraffic(log, truth);
        Assert.Equal(Some.Monday.AddHours(2), traffic.Truth.Start);
        Assert.Equal(TrafficTruth.Unlabelled, Assert.Single(traffic.Innocent).Value);
    }

    [Fact]
    public void Labels_AreReadWhole()
    {
        var truth = TruthFile.Read(
            _folder.Write(
                "labels.json",
                [
                    """
                    {"scenario":"s","hydra":["c1","c2"],"kinds":{"c1":"hydra","c2":"hydra","n1":"dev"},"start":"2026-04-20T01:00:00Z",
                     "bans":[{"account":"c1","time":"2026-04-20T05:00:00Z","replacement":"c2","availableAt":"2026-04-20T06:00:00Z"}],
                     "firstCall":{"c1":"2026-04-20T02:00:00Z"}}
                    """,
                ]
            )
        );
        Assert.Equal("dev", Assert.Single(truth.Innocent).Value);
        Assert.Equal(Some.Monday.AddHours(2), Assert.Single(truth.FirstCalls).Value);
        Assert.Equal(Some.Monday.AddHours(1), truth.Start);
        Assert.Equal(new Takeover(SomeTraffic.Account("c1"), Some.Monday.AddHours(5), SomeTraffic.Account("c2")), Assert.Single(truth.Takeovers));
    }
}

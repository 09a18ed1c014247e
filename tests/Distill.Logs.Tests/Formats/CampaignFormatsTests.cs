using System.Text;
using System.Text.Json;
using Distill.Cli.Tests;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Files;
using Distill.Logs.Reading;
using Distill.Logs.Replay;
using Distill.Simulation;
using Distill.Simulation.Traffic;

namespace Distill.Logs.Tests.Formats;

/// <summary>A small campaign is found through every format alike, wherever the format carries the same facts.</summary>
public sealed class CampaignFormatsTests : IDisposable
{
    private static readonly DateTimeOffset s_arrived = new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Lazy<(JsonElement[] Calls, string[] Facts, HashSet<string> Campaign)> s_traffic = new(Traffic);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("otlp", "id,time,account,model,platform,inputTokens,outputTokens,ip,userAgent,prompt")]
    [InlineData("otlpProtobuf", "id,time,account,model,platform,inputTokens,outputTokens,ip,userAgent,prompt")]
    [InlineData("litellm", "id,time,account,model,reseller,inputTokens,outputTokens,ip,prompt")]
    [InlineData("bedrock", "id,time,account,model,inputTokens,outputTokens,prompt")]
    [InlineData("csv", "id,time,account,model,platform,reseller,inputTokens,outputTokens,ip,asn,country,userAgent,tls,prompt")]
    [InlineData("parquet", "id,time,account,model,platform,reseller,inputTokens,outputTokens,ip,asn,country,userAgent,tls,prompt")]
    public async Task Campaign_IsFoundWithTheSameVerdicts(string format, string fields)
    {
        var (all, facts, campaign) = s_traffic.Value;
        var calls = all.Select(c => FormatWriter.Reduced(c, fields.Split(','), format)).ToArray();
        var known = _folder.Write("facts.jsonl", facts);

        var expected = await VerdictsAsync(_folder.Write("native.jsonl", calls.Select(c => c.GetRawText())), known);
        await File.WriteAllBytesAsync(_folder["log"], await FormatWriter.WriteAsync(calls, format));
        var read = await VerdictsAsync(_folder["log"], known);

        Assert.Equal(expected.Select(Text), read.Select(Text));
        var flagged = expected.Where(v => v.Level >= VerdictLevel.Suspect).Select(v => v.Account.Value).ToArray();
        Assert.InRange(flagged.Count(campaign.Contains), campaign.Count / 2, campaign.Count);
        Assert.DoesNotContain(flagged, a => !campaign.Contains(a));
    }

    private static async Task<IReadOnlyList<Verdict>> VerdictsAsync(params string[] files)
    {
        var reading = await new LogReader(new EventLimits(), s_arrived).ReadAsync(
            files,
            Stream.Null,
            new Gauge(),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(0, reading.Log.Counts.RejectedInAll);
        var state = new LogReplay(reading.Log, new DetectionOptions(), every: 24).Run(cancellationToken: TestContext.Current.CancellationToken);
        return [.. state.Verdicts.Values.OrderBy(v => v.Account)];
    }

    private static string Text(Verdict verdict) => Encoding.UTF8.GetString(VerdictJson.Write(verdict));

    private static (JsonElement[] Calls, string[] Facts, HashSet<string> Campaign) Traffic()
    {
        var simulation = new SimulationRun(Ladder.Rung("naive", new LadderSize(Innocent: 150, Campaign: 30, Days: 2, Seed: 5)));
        var (calls, facts) = (new List<JsonElement>(), new List<string>());
        foreach (var wire in simulation.Events())
        {
            if (wire.Kind == WireEventKind.Call)
            {
                calls.Add(JsonElement.Parse(wire.Json.Span));
            }
            else
            {
                facts.Add(Encoding.UTF8.GetString(wire.Json.Span));
            }
        }

        return ([.. calls], [.. facts], [.. simulation.Truth.Hydra]);
    }
}

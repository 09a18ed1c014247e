using System.Text;
using System.Text.Json.Nodes;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Tests.Attribution;

/// <summary>What is kept of an attribution test, and which tests are not kept.</summary>
public sealed class AttributionRecordTests
{
    private static readonly AttributionRecord s_record = new()
    {
        Epoch = EpochId.Parse("2026-04-27"),
        FoundText = true,
        P = 1e-300,
        Alpha = 1e-6,
        Sites = 12_000_000_000,
        Cells = 900,
        PowerShare = 0.05,
        Power = 1,
        NamingPower = 0.1 + 0.2,
        Suspects = 3,
        Looks = 2,
        Decoys = 1000,
        DecoysAccused = 1,
        ControlP = 1,
        Dictionary = new string('0', 64),
        Samples = new string('f', 64),
        Rows = 99,
        Rejected = 1,
        SamplesFrozen = true,
        Clusters = [new RecordedCandidate("hydra-000000000001", 1e-300, 35), new RecordedCandidate("cohort-2026-W17", 1, 0)],
        Accounts = [new RecordedCandidate("acct_\u00e9", 0.25, 4)],
    };

    [Fact]
    public void WhatWasWritten_IsReadAgain_ByteForByte()
    {
        var written = AttributionRecordJson.Write(s_record);

        var read = AttributionRecordJson.Read(written, out var faults);

        Assert.Empty(faults);
        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(AttributionRecordJson.Write(read!)));
        Assert.Equal((true, true, false), (read!.IsShown, read.Names(read.Clusters[0]), read.Names(read.Accounts[0])));
    }

    /// <summary>Each of these would seem to clear, or to accuse, on a page, and shows nothing.</summary>
    [Theory]
    [InlineData("cells", "0", "cells is 0: the samples can't bear an answer")]
    [InlineData("evidence.samples.0.rejected", "2", "evidence.samples has 2 unread lines beside 99 samples: they can't bear an answer")]
    [InlineData("control.pValue", "1e-7", "control.pValue accuses the unmarked control: nobody can rely on this test")]
    [InlineData("evidence.chain.faults", "[\"x\"]", "evidence.chain.faults is not empty: the transparency log does not hold")]
    public void ATestThatBearsNoAnswer_IsRefused(string path, string value, string fault) => Assert.Equal([fault], Faults(path, value));

    [Theory]
    [InlineData("pValue", "0", "pValue must be a number from")]
    [InlineData("pValue", "1.1", "pValue must be a number from")]
    [InlineData("pValue", "\"1\"", "pValue must be a number from")]
    [InlineData("sites", "1.5", "sites must be a whole number from 0")]
    [InlineData("mode", "\"text\"", "mode must be model or found_text")]
    [InlineData("decoys", "[]", "decoys must be an object")]
    [InlineData("decoys.accused", "1001", "decoys.accused is more than keys")]
    [InlineData("candidates", "{}", "candidates must be an array of at most 10000 objects")]
    [InlineData("candidates.1", "7", "candidates[1] must be an object")]
    [InlineData("candidates.1.cluster", "\"hydra-000000000001\"", "candidates has a cluster twice")]
    [InlineData("accounts.0.account", "null", "accounts[0].account must be an id")]
    [InlineData("evidence.samples", "[]", "evidence.samples must have one entry with the role suspect")]
    [InlineData("evidence.chain", "{}", "evidence.chain.samplesFrozen must be true or false")]
    public void AWrongMember_IsNamedByItsPath(string path, string value, string fault) =>
        Assert.StartsWith(fault, Faults(path, value)[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"alpha\":1,\"alpha\":1}")]
    public void WhatIsNoJson_IsSaid(string json)
    {
        Assert.Null(AttributionRecordJson.Read(Encoding.UTF8.GetBytes(json), out var faults));
        Assert.Contains("not JSON", Assert.Single(faults), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Faults(string path, string value)
    {
        JsonNode json = JsonNode.Parse(AttributionRecordJson.Write(s_record))!;
        var names = path.Split('.');
        var at = names[..^1].Aggregate(json, (node, name) => int.TryParse(name, out var i) ? node[i]! : node[name]!);
        if (int.TryParse(names[^1], out var index))
        {
            at[index] = JsonNode.Parse(value);
        }
        else
        {
            at[names[^1]] = JsonNode.Parse(value);
        }

        Assert.Null(AttributionRecordJson.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), out var faults));
        return faults;
    }
}

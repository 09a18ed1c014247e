using System.Text;
using System.Text.Json;
using Distill.Contracts.Verdicts;
using Distill.Core.Profiles;
using Distill.Core.Sharing;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Sharing;

/// <summary>What STIX 2.1 asks of each object, and what a bundle tells.</summary>
public sealed class StixBundleTests
{
    [Theory]
    [InlineData(Tlp.Clear)]
    [InlineData(Tlp.Green)]
    [InlineData(Tlp.Amber)]
    [InlineData(Tlp.AmberStrict)]
    [InlineData(Tlp.Red)]
    public void Bundle_IsValidBySchemasOfOasis(Tlp tlp) => Assert.Empty(StixSchema.Faults(SharedTraffic.Bundle(tlp)));

    /// <summary>The schemas can fail: each of these changes makes the bundle invalid.</summary>
    [Theory]
    [InlineData("\"type\": \"bundle\"", "\"type\": \"bundles\"")]
    [InlineData("\"pattern_type\": \"stix\"", "\"pattern_typ\": \"stix\"")]
    [InlineData("\"spec_version\": \"2.1\"", "\"spec_version\": \"3\"")]
    [InlineData("\"campaign--", "\"campain--")]
    [InlineData("\"number_observed\": ", "\"number_observed\": -")]
    public void ChangedBundle_IsInvalidBySchemasOfOasis(string old, string with) =>
        Assert.NotEmpty(StixSchema.Faults(SharedTraffic.Changed(old, with)));

    [Fact]
    public void References_NameObjectsOfTheBundle_AndIdsAreUnique()
    {
        using var bundle = JsonDocument.Parse(SharedTraffic.Bundle());
        var objects = bundle.RootElement.GetProperty("objects").EnumerateArray().ToArray();
        var ids = objects.Select(o => o.GetProperty("id").GetString()!).ToArray();

        Assert.Equal(ids.Length, ids.Distinct().Count());
        foreach (var member in objects.SelectMany(o => o.EnumerateObject()))
        {
            if (member.Name.EndsWith("_ref", StringComparison.Ordinal))
            {
                Assert.Contains(member.Value.GetString(), ids);
            }
            else if (member.Name.EndsWith("_refs", StringComparison.Ordinal))
            {
                Assert.All(member.Value.EnumerateArray(), r => Assert.Contains(r.GetString(), ids));
            }
        }
    }

    [Fact]
    public void Bundle_HasTheObjectsOfTheStandard_AndNamesTheTechnique()
    {
        using var bundle = JsonDocument.Parse(SharedTraffic.Bundle());
        var objects = bundle.RootElement.GetProperty("objects").EnumerateArray().ToArray();

        Assert.Equal(
            [
                "attack-pattern",
                "campaign",
                "identity",
                "indicator",
                "infrastructure",
                "marking-definition",
                "observed-data",
                "relationship",
                "software",
            ],
            objects.Select(o => o.GetProperty("type").GetString()!).Distinct().Order(StringComparer.Ordinal)
        );
        var technique = objects.Single(o => o.GetProperty("type").GetString() == "attack-pattern").GetProperty("external_references")[0];
        Assert.Equal(
            ("mitre-atlas", "AML.T0024.002"),
            (technique.GetProperty("source_name").GetString(), technique.GetProperty("external_id").GetString())
        );
    }

    [Theory]
    [InlineData(Tlp.Clear, "clear", "94868c89-83c2-464b-929b-a1a8aa3c8487")]
    [InlineData(Tlp.Green, "green", "bab4a63c-aed9-4cf5-a766-dfca5abac2bb")]
    [InlineData(Tlp.Amber, "amber", "55d920b0-5e8b-4f79-9ee9-91f868d9b421")]
    [InlineData(Tlp.AmberStrict, "amber+strict", "939a9414-2ddd-4d32-a0cd-375ea402b003")]
    [InlineData(Tlp.Red, "red", "e828b379-4e03-4974-9ac4-e53a884c97c1")]
    public void Marking_IsTlp2_OnEveryObject(Tlp tlp, string name, string id)
    {
        using var bundle = JsonDocument.Parse(SharedTraffic.Bundle(tlp));
        var objects = bundle.RootElement.GetProperty("objects").EnumerateArray().ToArray();

        Assert.Equal($"marking-definition--{id}", objects[0].GetProperty("id").GetString());
        Assert.Equal(name, objects[0].GetProperty("extensions").EnumerateObject().Single().Value.GetProperty("tlp_2_0").GetString());
        Assert.All(objects[1..], o => Assert.Equal($"marking-definition--{id}", o.GetProperty("object_marking_refs")[0].GetString()));
        Assert.Equal(tlp, TlpMarking.Parse(name));
    }

    /// <summary>A bundle names no account, no card, no mail domain and no address, not even by the fingerprint that we keep.</summary>
    [Fact]
    public void Bundle_TellsNothingPersonal()
    {
        var text = Encoding.UTF8.GetString(SharedTraffic.Bundle());
        var card = Trait.Of(TraitKind.Payment, "card0");

        Assert.All(SharedTraffic.Cluster.Accounts, a => Assert.DoesNotContain($"\"{a.Value}\"", text, StringComparison.Ordinal));
        Assert.DoesNotContain("card0", text, StringComparison.Ordinal);
        Assert.DoesNotContain("172.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("mail.example", text, StringComparison.Ordinal);
        Assert.DoesNotContain("framea", text, StringComparison.Ordinal);
        Assert.DoesNotContain(card.Value.ToString("x16", System.Globalization.CultureInfo.InvariantCulture), text, StringComparison.Ordinal);
        Assert.Contains(SharedTraffic.Key.Of(card), text, StringComparison.Ordinal);
        Assert.DoesNotContain(SharedTraffic.OtherKey.Of(card), text, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAKey_ThereAreNoValues()
    {
        var state = SharedTraffic.Run(SharedTraffic.Traffic, SharedIndicators.None);
        var cluster = state.Clusters.Single(c => c.Level >= VerdictLevel.Suspect);

        Assert.Null(state.Portraits[cluster.Id].Values);
        foreach (var portrait in new[] { state.Portraits[cluster.Id], null })
        {
            var bundle = StixBundle.Of(cluster, portrait, new StixOptions());
            Assert.DoesNotContain("indicator--", Encoding.UTF8.GetString(bundle), StringComparison.Ordinal);
            Assert.Empty(StixSchema.Faults(bundle));
        }
    }

    [Fact]
    public void SameCluster_GivesTheSameBytes()
    {
        var again = SharedTraffic.Run(SharedTraffic.Traffic, new SharedIndicators(SharedTraffic.Key, []));
        var options = new StixOptions { Producer = "Provider A" };

        Assert.Equal(
            SharedTraffic.Bundle(),
            StixBundle.Of(again.Clusters.Single(c => c.Level >= VerdictLevel.Suspect), again.Portraits[SharedTraffic.Cluster.Id], options)
        );
    }

    [Theory]
    [InlineData("", 30)]
    [InlineData("a\nb", 30)]
    [InlineData("Provider A", 0)]
    [InlineData("Provider A", 366)]
    public void Options_OutOfRange_AreNamed(string producer, int days) =>
        Assert.Single(new StixOptions { Producer = producer, Days = days }.Errors());
}

using System.Text.Encodings.Web;
using System.Text.Json;
using Distill.Cli.Honeypot.Attribution.Findings;
using Distill.Cli.Honeypot.Samples;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Keys;

namespace Distill.Cli.Honeypot.Attribution.Report;

/// <summary>Writes <c>audit.json</c>. A p is an upper bound; one below 1e-300 is given as that, its logarithm beside it.</summary>
internal static class AttributionJson
{
    // A file that is no sample file at all is not listed line by line.
    private const int MostRejectedLines = 100;

    public static void Write(Stream output, AttributionFindings findings)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteBoolean("dependenceShown", findings.IsShown);
        json.WriteNumber("pValue", Chance.Number(findings.Result.LogP));
        json.WriteNumber("log10P", Math.Round(findings.Result.LogP / Math.Log(10), 3));
        json.WriteNumber("alpha", findings.Options.Alpha);
        json.WriteNumber("cells", findings.Result.Cells);
        json.WriteNumber("sites", findings.Result.Sites);
        json.WriteNumber("power", Math.Round(findings.Result.Power.Power, 6));
        json.WriteString("epoch", findings.Epoch.Value);
        json.WriteString("mode", findings.FoundText ? "found_text" : "model");
        json.WriteNumber("requestsKnown", findings.RequestsKnown);
        json.WriteNumber("clustersKnown", findings.ClustersKnown);
        json.WriteNumber("noChoice", findings.NoChoice);
        json.WriteStartObject("provider");
        Test(json, findings.Result.Provider);
        json.WriteEndObject();
        Candidates(json, "candidates", "cluster", findings.ByP.Where(c => c.Layer == Layer.Cluster));
        Candidates(json, "accounts", "account", findings.ByP.Where(c => c.Layer == Layer.Account));
        json.WriteStartObject("powerStatement");
        json.WriteNumber("markingRate", findings.Options.MarkingRate);
        Power(json, "dependence", findings.Result.Power);
        Power(json, "naming", findings.Result.NamingPower);
        json.WriteEndObject();
        Decoys(json, findings);
        Control(json, findings);
        json.WriteStartObject("tests");
        json.WriteNumber("keys", 1 + findings.Result.Candidates.Count);
        json.WriteNumber("suspects", findings.Options.Suspects);
        json.WriteNumber("looks", findings.Options.Looks);
        json.WriteString("correction", "holm");
        json.WriteEndObject();
        Evidence(json, findings);
        json.WriteEndObject();
    }

    private static void Test(Utf8JsonWriter json, CandidateTest test)
    {
        json.WriteNumber("z", Math.Round(test.Test.Z, 4));
        json.WriteNumber("p", Chance.Number(test.Test.LogP));
        json.WriteNumber("correctedP", Chance.Number(test.LogCorrected));
        json.WriteNumber("cells", test.Test.Cells);
    }

    private static void Candidates(Utf8JsonWriter json, string name, string id, IEnumerable<CandidateTest> candidates)
    {
        json.WriteStartArray(name);
        foreach (var candidate in candidates)
        {
            json.WriteStartObject();
            json.WriteString(id, candidate.Id);
            Test(json, candidate);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Power(Utf8JsonWriter json, string name, PowerStatement power)
    {
        json.WriteStartObject(name);
        json.WriteNumber("share", power.Share);
        json.WriteNumber("power", Math.Round(power.Power, 6));
        json.WritePropertyName("smallestShareWith80Percent");
        if (power.Smallest <= 1)
        {
            json.WriteNumberValue(Math.Round(power.Smallest, 6));
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteNumber("criticalZ", Math.Round(power.CriticalZ, 4));
        json.WriteEndObject();
    }

    private static void Decoys(Utf8JsonWriter json, AttributionFindings findings)
    {
        json.WriteStartObject("decoys");
        json.WriteNumber("keys", findings.Decoys.Count);
        json.WriteNumber("accused", findings.DecoysAccused);
        json.WriteNumber("pBelow01", findings.Decoys.Count(d => d.P < 0.01));
        json.WriteNumber("smallestP", Chance.Number(findings.Decoys.Min(d => d.LogP)));
        json.WriteNumber("largestZ", Math.Round(findings.Decoys.Max(d => d.Z), 4));
        json.WriteEndObject();
    }

    private static void Control(Utf8JsonWriter json, AttributionFindings findings)
    {
        json.WriteStartObject("control");
        json.WriteString("source", findings.Control is null ? "built_in" : "file");
        json.WriteNumber("cells", findings.ControlResult.Cells);
        json.WriteNumber("sites", findings.ControlResult.Sites);
        json.WriteNumber("pValue", Chance.Number(findings.ControlResult.LogP));
        json.WriteNumber("accused", findings.ControlResult.Candidates.Count(c => c.Corrected <= findings.Options.Alpha));
        json.WriteEndObject();
    }

    private static void Evidence(Utf8JsonWriter json, AttributionFindings findings)
    {
        json.WriteStartObject("evidence");
        json.WriteNumber("tau", findings.Options.Tau);
        json.WriteString("dictionary", MarkDictionary.Standard.Hash);
        json.WriteStartArray("samples");
        Sample(json, "suspect", findings.Suspect);
        if (findings.Control is { } control)
        {
            Sample(json, "control", control);
        }

        json.WriteEndArray();
        json.WriteStartObject("candidates");
        json.WriteString("file", findings.Candidates.Name);
        json.WriteString("sha256", findings.Candidates.Sha256);
        Rejected(json, findings.Candidates.Rejected);
        json.WriteEndObject();
        Transparency(json, findings.Transparency);
        json.WriteEndObject();
    }

    private static void Transparency(Utf8JsonWriter json, CheckedTransparency? chain)
    {
        if (chain is null)
        {
            json.WriteNull("chain");
            return;
        }

        json.WriteStartObject("chain");
        json.WriteStartObject("files");
        foreach (var (name, hash) in chain.Files)
        {
            json.WriteString(name, hash);
        }

        json.WriteEndObject();
        json.WriteBoolean("samplesFrozen", chain.SamplesFrozen);
        Strings(json, "findings", chain.Findings);
        Strings(json, "faults", chain.Faults);
        json.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void Sample(Utf8JsonWriter json, string role, SampleFile file)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("file", file.Name);
        json.WriteString("sha256", file.Sha256);
        json.WriteNumber("rows", file.Rows.Count);
        Rejected(json, file.Rejected);
        json.WriteEndObject();
    }

    private static void Rejected(Utf8JsonWriter json, IReadOnlyList<RejectedLine> rejected)
    {
        json.WriteNumber("rejected", rejected.Count);
        json.WriteStartArray("rejectedLines");
        foreach (var (line, reason) in rejected.Take(MostRejectedLines))
        {
            json.WriteStartObject();
            json.WriteNumber("line", line);
            json.WriteString("reason", reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using Distill.Contracts;
using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Attribution;

/// <summary>
/// Reads what is kept of an attribution test from <c>audit.json</c>, and writes it in the same shape with nothing else. A test that can't bear an
/// answer is refused: it would seem to clear whom it does not name.
/// </summary>
public static class AttributionRecordJson
{
    // A longer list helps nobody.
    private const int MostFaults = 20;

    // Samples and control.
    private const int MostSamples = 10;

    private const double LeastP = double.Epsilon;

    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };
    private static readonly JsonWriterOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a record. Null if something is wrong; then the faults say what, each with the path of the member.</summary>
    public static AttributionRecord? Read(ReadOnlyMemory<byte> json, out IReadOnlyList<string> faults)
    {
        try
        {
            using var document = JsonDocument.Parse(json, s_strict);
            var found = new List<string>();
            var record = Read(new AuditFields(document.RootElement, "", found), found);
            faults = [.. found.Distinct().Take(MostFaults)];
            return record;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is for texts that are no UTF-16.
            faults = ["It is not JSON as 'honeypot audit' writes it into audit.json, or a member comes twice."];
            return null;
        }
    }

    public static byte[] Write(AttributionRecord record)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, s_plain))
        {
            json.WriteStartObject();
            json.WriteBoolean("dependenceShown", record.IsShown);
            json.WriteNumber("pValue", record.P);
            json.WriteNumber("alpha", record.Alpha);
            json.WriteNumber("cells", record.Cells);
            json.WriteNumber("sites", record.Sites);
            json.WriteString("epoch", record.Epoch.Value);
            json.WriteString("mode", record.FoundText ? FoundTextMode : ModelMode);
            Write(json, "candidates", "cluster", record.Clusters);
            Write(json, "accounts", "account", record.Accounts);
            json.WriteStartObject("powerStatement");
            Write(json, "dependence", record.PowerShare, record.Power);
            Write(json, "naming", record.PowerShare, record.NamingPower);
            json.WriteEndObject();
            json.WriteStartObject("decoys");
            json.WriteNumber("keys", record.Decoys);
            json.WriteNumber("accused", record.DecoysAccused);
            json.WriteEndObject();
            json.WriteStartObject("control");
            json.WriteNumber("pValue", record.ControlP);
            json.WriteEndObject();
            json.WriteStartObject("tests");
            json.WriteNumber("suspects", record.Suspects);
            json.WriteNumber("looks", record.Looks);
            json.WriteEndObject();
            WriteEvidence(json, record);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>What was tested, as the file names it.</summary>
    public static string ModeOf(AttributionRecord record) => record.FoundText ? FoundTextMode : ModelMode;

    private const string ModelMode = "model";
    private const string FoundTextMode = "found_text";

    private static AttributionRecord? Read(AuditFields audit, List<string> faults)
    {
        var (power, decoys, tests, evidence) = (
            audit.Object("powerStatement"),
            audit.Object("decoys"),
            audit.Object("tests"),
            audit.Object("evidence")
        );
        var samples = evidence.Objects("samples", MostSamples).Where(s => s.Has("role")).ToArray();
        var suspect = Array.FindAll(samples, s => s.Text("role", static _ => true, "a text") == "suspect");
        if (suspect.Length != 1)
        {
            evidence.Fault("samples", "must have one entry with the role suspect");
            return null;
        }

        var record = new AttributionRecord
        {
            Epoch = EpochId.TryParse(audit.Text("epoch", static t => EpochId.TryParse(t, null, out _), "an epoch"), null, out var epoch)
                ? epoch
                : default,
            FoundText = audit.Text("mode", static t => t is ModelMode or FoundTextMode, $"{ModelMode} or {FoundTextMode}") == FoundTextMode,
            P = audit.Number("pValue", LeastP, 1),
            Alpha = audit.Number("alpha", AttributionOptions.MinAlpha, AttributionOptions.MaxAlpha),
            Cells = (int)audit.Count("cells"),
            Sites = audit.Count("sites", most: long.MaxValue),
            PowerShare = power.Object("dependence").Number("share", 0, 1),
            Power = power.Object("dependence").Number("power", 0, 1),
            NamingPower = power.Object("naming").Number("power", 0, 1),
            Suspects = (int)tests.Count("suspects", 1),
            Looks = (int)tests.Count("looks", 1),
            Decoys = (int)decoys.Count("keys", 1),
            DecoysAccused = (int)decoys.Count("accused"),
            ControlP = audit.Object("control").Number("pValue", LeastP, 1),
            Dictionary = evidence.Hash("dictionary"),
            Samples = suspect[0].Hash("sha256"),
            Rows = (int)suspect[0].Count("rows"),
            Rejected = (int)suspect[0].Count("rejected"),
            SamplesFrozen = evidence.Has("chain") ? evidence.Object("chain").Flag("samplesFrozen") : null,
            Clusters = Candidates(audit, "candidates", "cluster", static t => MarkCode.TryParse(t, null, out _)),
            Accounts = Candidates(audit, "accounts", "account", static t => AccountId.TryParse(t, null, out _)),
        };
        var shown = audit.Flag("dependenceShown");
        if (faults.Count == 0)
        {
            Judge(record, shown, audit, evidence);
        }

        return faults.Count == 0 ? record : null;
    }

    private static void Judge(AttributionRecord record, bool shown, AuditFields audit, AuditFields evidence)
    {
        if (shown != record.IsShown)
        {
            audit.Fault("dependenceShown", "contradicts pValue and alpha");
        }

        if (record.DecoysAccused > record.Decoys)
        {
            audit.Object("decoys").Fault("accused", "is more than keys");
        }

        if (record.Cells == 0)
        {
            audit.Fault("cells", "is 0: the samples can't bear an answer");
        }

        if (record.Rejected > AttributionRecord.MaxUnread * ((double)record.Rows + record.Rejected))
        {
            evidence.Fault("samples", $"has {record.Rejected} unread lines beside {record.Rows} samples: they can't bear an answer");
        }

        if (record.ControlP <= record.Alpha)
        {
            audit.Object("control").Fault("pValue", "accuses the unmarked control: nobody can rely on this test");
        }

        if (record.SamplesFrozen is not null && evidence.Object("chain").Length("faults") > 0)
        {
            evidence.Object("chain").Fault("faults", "is not empty: the transparency log does not hold");
        }
    }

    private static RecordedCandidate[] Candidates(AuditFields audit, string list, string id, Func<string, bool> isOne)
    {
        RecordedCandidate[] found =
        [
            .. audit
                .Objects(list, AttributionRecord.MaxCandidates)
                .Select(c => new RecordedCandidate(
                    c.Text(id, isOne, $"an id of 1 to {MarkCode.MaxLength} printable characters"),
                    c.Number("correctedP", LeastP, 1),
                    (int)c.Count("cells")
                )),
        ];
        if (found.DistinctBy(c => c.Id).Count() < found.Length)
        {
            audit.Fault(list, $"has a {id} twice");
        }

        Array.Sort(found, static (a, b) => a.P.CompareTo(b.P) is not 0 and var order ? order : string.CompareOrdinal(a.Id, b.Id));
        return found;
    }

    private static void Write(Utf8JsonWriter json, string name, string id, IReadOnlyList<RecordedCandidate> candidates)
    {
        json.WriteStartArray(name);
        foreach (var candidate in candidates)
        {
            json.WriteStartObject();
            json.WriteString(id, candidate.Id);
            json.WriteNumber("correctedP", candidate.P);
            json.WriteNumber("cells", candidate.Cells);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, double share, double power)
    {
        json.WriteStartObject(name);
        json.WriteNumber("share", share);
        json.WriteNumber("power", power);
        json.WriteEndObject();
    }

    private static void WriteEvidence(Utf8JsonWriter json, AttributionRecord record)
    {
        json.WriteStartObject("evidence");
        json.WriteString("dictionary", record.Dictionary);
        json.WriteStartArray("samples");
        json.WriteStartObject();
        json.WriteString("role", "suspect");
        json.WriteString("sha256", record.Samples);
        json.WriteNumber("rows", record.Rows);
        json.WriteNumber("rejected", record.Rejected);
        json.WriteEndObject();
        json.WriteEndArray();
        if (record.SamplesFrozen is { } frozen)
        {
            json.WriteStartObject("chain");
            json.WriteBoolean("samplesFrozen", frozen);
            json.WriteStartArray("faults");
            json.WriteEndArray();
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("chain");
        }

        json.WriteEndObject();
    }
}

using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Portraits;

namespace Distill.Core.Sharing;

/// <summary>
/// A cluster as a STIX 2.1 bundle: a campaign that uses ATLAS AML.T0024.002, the accounts as its infrastructure, what they were observed to call, and
/// indicators of keyed hashes. It names no account, no address and no customer. The same cluster as of the same time gives the same bytes.
/// </summary>
/// <remarks>https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html</remarks>
public static class StixBundle
{
    // Most calls that STIX can count.
    private const long MostObserved = 999_999_999;

    private static readonly JsonWriterOptions s_json = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    /// <param name="cluster">The cluster.</param>
    /// <param name="portrait">What its members share and called. Null leaves both out.</param>
    /// <param name="options">Producer, marking and term.</param>
    public static byte[] Of(Cluster cluster, Portrait? portrait, StixOptions options)
    {
        var time = portrait is null ? Later(cluster.FirstSeen, cluster.LastSeen) : portrait.From.AddHours(portrait.Calls.Count);
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, s_json);
        var producer = StixId.Of("identity", options.Producer);
        var written = new StixWriter(json, producer, TlpMarking.IdOf(options.Tlp));
        json.WriteStartObject();
        json.WriteString("type", "bundle");
        json.WriteString("id", StixId.Of("bundle", $"{options.Producer}|{cluster.Id}|{StixWriter.Time(time)}"));
        json.WriteStartArray("objects");
        StixConstants.Marking(json, options.Tlp);
        written.Begin("identity", producer, StixConstants.Created, StixConstants.Created);
        json.WriteString("name", options.Producer);
        json.WriteString("identity_class", "organization");
        json.WriteEndObject();
        var technique = StixConstants.Technique(json, written);
        var campaign = Campaign(json, written, cluster, time, options);
        var accounts = Accounts(json, written, cluster, time, options);
        written.Relate("uses", campaign, technique, cluster.FirstSeen);
        written.Relate("uses", campaign, accounts, cluster.FirstSeen);
        if (portrait is not null && cluster.Calls > 0 && cluster.Models.Count > 0)
        {
            written.Relate("consists-of", accounts, Observed(json, written, cluster, portrait, options), time);
        }

        if (portrait is { KeyId: { } key, Values: { Count: > 0 } values })
        {
            foreach (var kind in values.GroupBy(v => v.Kind, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
            {
                var about = (cluster, kind.Key, (IReadOnlyList<string>)[.. kind.Select(v => v.Hash)]);
                written.Relate("indicates", StixIndicator.Write(written, json, about, (time, key), options), campaign, time);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static string Campaign(Utf8JsonWriter json, StixWriter written, Cluster cluster, DateTimeOffset time, StixOptions options)
    {
        var id = StixId.Of("campaign", $"{options.Producer}|{cluster.Id}");
        written.Begin("campaign", id, StixWriter.Time(cluster.FirstSeen), StixWriter.Time(time));
        json.WriteString("name", cluster.Id.ToString());
        json.WriteString(
            "description",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{cluster.Accounts.Count} accounts that act as one, {cluster.Level.Name()}; {cluster.Calls} calls and {cluster.OutputTokens} output "
                    + $"tokens within the lookback. Evidence of the kinds {string.Join(", ", cluster.Evidence.Keys.Order(StringComparer.Ordinal))}."
            )
        );
        json.WriteString("objective", "To train a model on another model's answers, as far as the prompts show.");
        json.WriteString("first_seen", StixWriter.Time(cluster.FirstSeen));
        json.WriteString("last_seen", StixWriter.Time(Later(cluster.FirstSeen, cluster.LastSeen)));
        json.WriteNumber("confidence", StixConstants.Confidence(cluster.Level));
        json.WriteEndObject();
        return id;
    }

    private static string Accounts(Utf8JsonWriter json, StixWriter written, Cluster cluster, DateTimeOffset time, StixOptions options)
    {
        var id = StixId.Of("infrastructure", $"{options.Producer}|{cluster.Id}");
        written.Begin("infrastructure", id, StixWriter.Time(cluster.FirstSeen), StixWriter.Time(time));
        json.WriteString("name", $"The accounts of {cluster.Id}");
        StixWriter.Strings(json, "infrastructure_types", ["unknown"]);
        json.WriteString("first_seen", StixWriter.Time(cluster.FirstSeen));
        json.WriteString("last_seen", StixWriter.Time(Later(cluster.FirstSeen, cluster.LastSeen)));
        json.WriteEndObject();
        return id;
    }

    // The calls of the lookback, and to which models.
    private static string Observed(Utf8JsonWriter json, StixWriter written, Cluster cluster, Portrait portrait, StixOptions options)
    {
        string[] models = [.. cluster.Models.Keys.Order(StringComparer.Ordinal)];
        foreach (var model in models)
        {
            written.BeginObservable("software", StixId.OfSoftware(model));
            json.WriteString("name", model);
            json.WriteEndObject();
        }

        var id = StixId.Of("observed-data", $"{options.Producer}|{cluster.Id}");
        var end = portrait.From.AddHours(portrait.Calls.Count);
        written.Begin("observed-data", id, StixWriter.Time(cluster.FirstSeen), StixWriter.Time(end));
        json.WriteString("first_observed", StixWriter.Time(portrait.From));
        json.WriteString("last_observed", StixWriter.Time(Later(portrait.From, cluster.LastSeen)));
        json.WriteNumber("number_observed", Math.Min(MostObserved, cluster.Calls));
        StixWriter.Strings(json, "object_refs", models.Select(StixId.OfSoftware));
        json.WriteEndObject();
        return id;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Distill.Contracts.Verdicts;

namespace Distill.Core.Decisions;

/// <summary>
/// A standing verdict as the API returns it: the members of <see cref="VerdictJson"/>, then <c>expires</c> and <c>simulated</c>. Written by hand,
/// because every lookup writes it.
/// </summary>
public static class StandingVerdictJson
{
    private static readonly JsonEncodedText s_account = JsonEncodedText.Encode("account");
    private static readonly JsonEncodedText s_level = JsonEncodedText.Encode("level");
    private static readonly JsonEncodedText s_score = JsonEncodedText.Encode("score");
    private static readonly JsonEncodedText s_action = JsonEncodedText.Encode("action");
    private static readonly JsonEncodedText s_cluster = JsonEncodedText.Encode("cluster");
    private static readonly JsonEncodedText s_firstFlaggedAt = JsonEncodedText.Encode("firstFlaggedAt");
    private static readonly JsonEncodedText s_reasons = JsonEncodedText.Encode("reasons");
    private static readonly JsonEncodedText s_signal = JsonEncodedText.Encode("signal");
    private static readonly JsonEncodedText s_detail = JsonEncodedText.Encode("detail");
    private static readonly JsonEncodedText s_weight = JsonEncodedText.Encode("weight");
    private static readonly JsonEncodedText s_expires = JsonEncodedText.Encode("expires");
    private static readonly JsonEncodedText s_simulated = JsonEncodedText.Encode("simulated");

    /// <summary>Options of the answers. Quotes and plus signs stay readable: the answers are application/json and never part of a page.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Returns one line of UTF-8 JSON, without a line end.</summary>
    public static byte[] Write(StandingVerdict verdict)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Options);
        Write(json, verdict);
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the whole verdict.</summary>
    public static void Write(Utf8JsonWriter json, StandingVerdict verdict)
    {
        json.WriteStartObject();
        WriteHead(json, verdict.Verdict);
        json.WriteStartArray(s_reasons);
        foreach (var reason in verdict.Verdict.Reasons)
        {
            Write(json, reason);
        }

        json.WriteEndArray();
        WriteTail(json, verdict);
        json.WriteEndObject();
    }

    /// <summary>Writes the verdict without its reasons, as in the feed of changes.</summary>
    public static void WriteShort(Utf8JsonWriter json, StandingVerdict verdict)
    {
        json.WriteStartObject();
        WriteHead(json, verdict.Verdict);
        WriteTail(json, verdict);
        json.WriteEndObject();
    }

    /// <summary>Writes one reason.</summary>
    public static void Write(Utf8JsonWriter json, Reason reason)
    {
        json.WriteStartObject();
        json.WriteString(s_signal, reason.Signal);
        json.WriteString(s_detail, reason.Detail);
        json.WriteNumber(s_weight, reason.Weight);
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, Verdict verdict)
    {
        json.WriteString(s_account, verdict.Account.Value);
        json.WriteString(s_level, verdict.Level.Name());
        json.WriteNumber(s_score, verdict.Score);
        json.WriteString(s_action, verdict.Action.Name());
        if (verdict.Cluster is { } cluster)
        {
            json.WriteString(s_cluster, cluster.ToString());
        }
        else
        {
            json.WriteNull(s_cluster);
        }

        WriteTime(json, s_firstFlaggedAt, verdict.FirstFlaggedAt);
    }

    private static void WriteTail(Utf8JsonWriter json, StandingVerdict verdict)
    {
        WriteTime(json, s_expires, verdict.Expires);
        json.WriteBoolean(s_simulated, verdict.Simulated);
    }

    private static void WriteTime(Utf8JsonWriter json, JsonEncodedText name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            json.WriteString(name, value.UtcDateTime);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}

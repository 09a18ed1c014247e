using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Distill.Core.Events;

/// <summary>The fields of one event as they stand in its bytes, before anyone asks what they mean.</summary>
internal struct RawEvent
{
    /// <summary>Where each text stands in the scratch buffer that it was copied to.</summary>
    public Range Type, Id, Account, Model, Platform, Reseller, UserAgent, Tls, Ip, Country, EmailDomain, Payment, Device, Kyc, BanReason, Prompt;
    public DateTimeOffset? Time, Created;
    public int InputTokens, OutputTokens;
    public uint Asn;
    public ulong Tools;
    public bool HasPrompt;
    public PromptFeatures Features;

    /// <summary>Reads all known fields; unknown ones are skipped. All text is copied, unescaped, to <paramref name="scratch"/>, as long as the event.</summary>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static RejectReason Read(ReadOnlySpan<byte> utf8, byte[] scratch, out RawEvent raw, out string? field)
    {
        raw = default;
        var used = 0;
        field = null;
        var reader = new Utf8JsonReader(utf8);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return Whole(ref reader) ? RejectReason.NotAnObject : RejectReason.NotJson;
        }

        var fault = RejectReason.None;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Known(ref reader);
            reader.Read();
            if (name is null || reader.TokenType == JsonTokenType.Null)
            {
                reader.Skip();
                continue;
            }

            var reason = raw.Take(name, ref reader, scratch, ref used);
            reader.Skip();
            if (fault == RejectReason.None && reason != RejectReason.None)
            {
                (fault, field) = (reason, name);
            }
        }

        return Whole(ref reader) ? fault : RejectReason.NotJson;
    }

    private static bool Whole(ref Utf8JsonReader reader) => !reader.Read();

    private static readonly string[] s_names =
    [
        "type", "id", "time", "account", "model", "platform", "reseller", "inputTokens", "outputTokens", "ip", "asn", "country", "userAgent", "tls",
        "tools", "prompt", "promptFeatures", "created", "emailDomain", "payment", "device", "kyc", "reason",
    ];

    private static string? Known(ref Utf8JsonReader reader)
    {
        foreach (var name in s_names)
        {
            if (reader.ValueTextEquals(name))
            {
                return name;
            }
        }

        return null;
    }

    private RejectReason Take(string name, ref Utf8JsonReader reader, byte[] scratch, ref int used)
    {
        switch (name)
        {
            case "inputTokens":
                return Count(ref reader, out InputTokens);
            case "outputTokens":
                return Count(ref reader, out OutputTokens);
            case "asn":
                return reader.TokenType == JsonTokenType.Number && reader.TryGetUInt32(out Asn) ? RejectReason.None : RejectReason.BadField;
            case "time":
                return Instant(ref reader, out Time);
            case "created":
                return Instant(ref reader, out Created);
            case "tools":
                return ReadTools(ref reader, scratch.AsSpan(used));
            case "promptFeatures":
                return ReadFeatures(ref reader);
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            return RejectReason.BadField;
        }

        var length = reader.CopyString(scratch.AsSpan(used));
        var text = used..(used + length);
        used += length;
        switch (name)
        {
            case "type": Type = text; break;
            case "id": Id = text; break;
            case "account": Account = text; break;
            case "model": Model = text; break;
            case "platform": Platform = text; break;
            case "reseller": Reseller = text; break;
            case "ip": Ip = text; break;
            case "country": Country = text; break;
            case "userAgent": UserAgent = text; break;
            case "tls": Tls = text; break;
            case "emailDomain": EmailDomain = text; break;
            case "payment": Payment = text; break;
            case "device": Device = text; break;
            case "kyc": Kyc = text; break;
            case "reason": BanReason = text; break;
            case "prompt": Prompt = text; HasPrompt = true; break;
        }

        return RejectReason.None;
    }

    private static RejectReason Count(ref Utf8JsonReader reader, out int value)
    {
        value = 0;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out value) && value >= 0 ? RejectReason.None : RejectReason.BadField;
    }

    private static RejectReason Instant(ref Utf8JsonReader reader, out DateTimeOffset? time)
    {
        time = null;
        if (reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped || reader.ValueSpan.Length < 20)
        {
            return RejectReason.BadTime;
        }

        // A time without a zone would be read as this machine's.
        var tail = reader.ValueSpan[^6..];
        var zoned = tail[^1] == 'Z' || tail[0] is (byte)'+' or (byte)'-';
        if (!zoned || !reader.TryGetDateTimeOffset(out var value))
        {
            return RejectReason.BadTime;
        }

        time = value.ToUniversalTime();
        return RejectReason.None;
    }

    private RejectReason ReadTools(ref Utf8JsonReader reader, Span<byte> scratch)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return RejectReason.BadField;
        }

        var fault = RejectReason.None;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                Tools = Fingerprint.Mix(Tools, Fingerprint.Of(scratch[..reader.CopyString(scratch)]));
            }
            else
            {
                fault = RejectReason.BadField;
                reader.Skip();
            }
        }

        return fault;
    }

    // {"v":3,"data":"<base64>"}
    private RejectReason ReadFeatures(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return RejectReason.BadPromptFeatures;
        }

        var version = -1;
        var decoded = false;
        Span<byte> bytes = stackalloc byte[PromptFeatures.ByteCount];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("v"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out version))
                {
                    version = -1;
                }
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                decoded = reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped
                    && Base64.DecodeFromUtf8(reader.ValueSpan, bytes, out var used, out var written) == OperationStatus.Done
                    && used == reader.ValueSpan.Length && written == bytes.Length;
            }
            else
            {
                reader.Read();
            }

            reader.Skip();
        }

        if (version != PromptFeatures.Version)
        {
            return version < 0 ? RejectReason.BadPromptFeatures : RejectReason.PromptFeaturesVersion;
        }

        if (!decoded)
        {
            return RejectReason.BadPromptFeatures;
        }

        Features = PromptFeatures.Read(bytes);
        return Features.Tokens >= 0 ? RejectReason.None : RejectReason.BadPromptFeatures;
    }
}

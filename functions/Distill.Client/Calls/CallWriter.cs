using System.Buffers;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Distill.Contracts;
using Distill.Contracts.Prompts;
using Distill.Contracts.Sealing;
using Distill.Contracts.Verdicts;

namespace Distill.Client.Calls;

/// <summary>
/// Writes calls and refusals as events of the wire contract, with the prompt's features in place of the prompt. Reusable, by one thread at a time.
/// </summary>
internal sealed class CallWriter : IDisposable
{
    // The largest prompt buffer that is kept. Longer prompts use a rented one.
    private const int MostKept = 1 << 18;

    private readonly ArrayBufferWriter<byte> _json = new(1024);
    private readonly Utf8JsonWriter _writer;
    private readonly KeyRing? _keys;
    private byte[] _prompt = new byte[4096];

    /// <param name="keys">The keys that seal the features. Null to write them unsealed.</param>
    public CallWriter(KeyRing? keys = null) => (_keys, _writer) = (keys, new(_json, new JsonWriterOptions { SkipValidation = true }));

    /// <summary>Returns the event's bytes. They are valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(in ModelCall call, ReadOnlySpan<char> text, DateTimeOffset now)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > _prompt.Length && most <= MostKept)
        {
            _prompt = new byte[most];
        }

        var bytes = most <= _prompt.Length ? _prompt : ArrayPool<byte>.Shared.Rent(most);
        // Half a surrogate pair becomes U+FFFD. So invalid text does not throw.
        var length = Encoding.UTF8.GetBytes(text, bytes);
        var json = Write(call, bytes.AsSpan(0, length), now);
        // Clear the buffer, because it held a prompt.
        bytes.AsSpan(0, length).Clear();
        if (bytes != _prompt)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }

        return json;
    }

    /// <summary>Returns the event's bytes. They are valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(in ModelCall call, ReadOnlySpan<byte> utf8, DateTimeOffset now)
    {
        var time = call.Time == default ? now : call.Time;
        _json.ResetWrittenCount();
        _writer.Reset();
        _writer.WriteStartObject();
        _writer.WriteString("type"u8, "call"u8);
        _writer.WriteString("id"u8, call.Id);
        _writer.WriteString("time"u8, time.UtcDateTime);
        _writer.WriteString("account"u8, call.Account);
        _writer.WriteString("model"u8, call.Model);
        WriteText("session"u8, call.Session);
        WriteText("platform"u8, call.Platform);
        WriteText("reseller"u8, call.Reseller);
        WriteNumber("inputTokens"u8, call.InputTokens);
        WriteNumber("outputTokens"u8, call.OutputTokens);
        WriteAddress(call.Address);
        WriteNumber("asn"u8, call.Asn);
        WriteText("country"u8, call.Country);
        WriteText("userAgent"u8, call.UserAgent);
        WriteText("tls"u8, call.Tls);
        WriteTools(call.Tools);
        WriteFeatures(call, utf8, time);
        _writer.WriteEndObject();
        _writer.Flush();
        return _json.WrittenSpan;
    }

    /// <summary>Returns the bytes of a refusal's event. They are valid until the next call.</summary>
    public ReadOnlySpan<byte> WriteRefusal(string account, VerdictAction action, DateTimeOffset time)
    {
        _json.ResetWrittenCount();
        _writer.Reset();
        _writer.WriteStartObject();
        _writer.WriteString("type"u8, "refusal"u8);
        _writer.WriteString("time"u8, time.UtcDateTime);
        _writer.WriteString("account"u8, account);
        _writer.WriteString("action"u8, action.Name());
        _writer.WriteEndObject();
        _writer.Flush();
        return _json.WrittenSpan;
    }

    public void Dispose() => _writer.Dispose();

    private void WriteText(ReadOnlySpan<byte> name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _writer.WriteString(name, value);
        }
    }

    private void WriteNumber(ReadOnlySpan<byte> name, long value)
    {
        if (value > 0)
        {
            _writer.WriteNumber(name, value);
        }
    }

    private void WriteAddress(IPAddress? address)
    {
        Span<char> text = stackalloc char[64];
        // A socket for both IPv4 and IPv6 reports an IPv4 caller's address as IPv6.
        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }

        if (address is not null && address.TryFormat(text, out var length))
        {
            // Cut off the zone of a link-local address: it means something only on its own machine.
            var zone = text[..length].IndexOf('%');
            _writer.WriteString("ip"u8, text[..(zone < 0 ? length : zone)]);
        }
    }

    private void WriteTools(IReadOnlyList<string>? tools)
    {
        if (tools is null)
        {
            return;
        }

        _writer.WriteStartArray("tools"u8);
        for (var i = 0; i < tools.Count; i++)
        {
            _writer.WriteStringValue(tools[i]);
        }

        _writer.WriteEndArray();
    }

    private void WriteFeatures(in ModelCall call, ReadOnlySpan<byte> utf8, DateTimeOffset time)
    {
        var features = PromptFeatureExtractor.Extract(utf8);
        if (!features.IsKnown)
        {
            return;
        }

        _writer.WritePropertyName("promptFeatures"u8);
        FeaturesJson.Write(_writer, features, _keys?.At(time), Fingerprint.Mix(HashOf(call.Account), HashOf(call.Id)));
    }

    private static ulong HashOf(string text) => Fingerprint.Of(MemoryMarshal.AsBytes(text.AsSpan()));
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using CommunityToolkit.HighPerformance.Buffers;
using Distill.Contracts;

namespace Distill.Core.Events;

/// <summary>
/// Reads one event of the wire contract into facts. The prompt becomes features on the way and is not kept. Reading a call of a known
/// account allocates nothing: names come from a pool. Not for use by two threads at once.
/// </summary>
public sealed class EventParser(EventLimits limits)
{
    private const int MaxName = 256;

    // The texts of an event, and room to take a conversation apart twice.
    private const int ScratchPerByte = 3;

    private readonly StringPool _names = new(1 << 16);
    private byte[] _scratch = [];
    private byte[] _mended = [];

    /// <summary>Parses one event.</summary>
    /// <param name="utf8">The event's bytes.</param>
    /// <param name="arrived">When it arrived; an event from further ahead than <see cref="EventLimits.MaxClockSkew"/> is refused.</param>
    public ParsedEvent Parse(ReadOnlySpan<byte> utf8, DateTimeOffset arrived)
    {
        utf8 = utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        if (utf8.Length > limits.MaxBytes)
        {
            return ParsedEvent.Rejected(RejectReason.TooLarge);
        }

        try
        {
            return Read(utf8, FieldFault.None, arrived);
        }
        catch (JsonException)
        {
            return ParseMended(utf8, arrived);
        }
    }

    // Bare control characters, unknown escapes and NaN: a caller's text must not hide its calls.
    private ParsedEvent ParseMended(ReadOnlySpan<byte> utf8, DateTimeOffset arrived)
    {
        if (_mended.Length < JsonMender.MostBytes(utf8.Length))
        {
            _mended = new byte[JsonMender.MostBytes(utf8.Length)];
        }

        var mended = _mended.AsSpan(0, JsonMender.Mend(utf8, _mended));
        if (mended.SequenceEqual(utf8))
        {
            return ParsedEvent.Rejected(RejectReason.NotJson);
        }

        try
        {
            return Read(mended, FieldFault.Mended, arrived);
        }
        catch (JsonException)
        {
            return ParsedEvent.Rejected(RejectReason.NotJson);
        }
    }

    private ParsedEvent Read(ReadOnlySpan<byte> utf8, FieldFault ofEvent, DateTimeOffset arrived)
    {
        if (_scratch.Length < ScratchPerByte * utf8.Length)
        {
            _scratch = new byte[Math.Max(2 * ScratchPerByte * utf8.Length, 16 * 1024)];
        }

        if (!RawEvent.Read(utf8, _scratch, out var raw))
        {
            return ParsedEvent.Rejected(RejectReason.NotAnObject);
        }

        raw.Note(EventField.Event, ofEvent);
        return Interpret(ref raw, utf8, arrived);
    }

    private ParsedEvent Interpret(ref RawEvent raw, ReadOnlySpan<byte> utf8, DateTimeOffset arrived)
    {
        var type = Text(raw, EventField.Type);
        if (type.IsEmpty)
        {
            return Unusable(raw, EventField.Type);
        }

        var isCall = type.SequenceEqual("call"u8);
        var isAccount = type.SequenceEqual("account"u8);
        var isBan = type.SequenceEqual("ban"u8);
        if (!isCall && !isAccount && !isBan && !type.SequenceEqual("unban"u8))
        {
            return ParsedEvent.Rejected(RejectReason.UnknownType, EventField.Type.Name());
        }

        if (raw.Time is not { } time)
        {
            var isThere = raw.Faults[EventField.Time].IsLoss();
            return ParsedEvent.Rejected(isThere ? RejectReason.BadTime : RejectReason.MissingField, EventField.Time.Name());
        }

        if (time < EventLimits.Earliest)
        {
            return ParsedEvent.Rejected(RejectReason.TimeTooLongAgo, EventField.Time.Name());
        }

        if (time - arrived > limits.MaxClockSkew)
        {
            return ParsedEvent.Rejected(RejectReason.TimeTooFarInFuture, EventField.Time.Name());
        }

        var name = Text(raw, EventField.Account);
        if (name.IsEmpty)
        {
            return Unusable(raw, EventField.Account);
        }

        if (name.Length > 4 * AccountId.MaxLength || !AccountId.TryParse(_names.GetOrAdd(name, Encoding.UTF8), null, out var account))
        {
            return ParsedEvent.Rejected(RejectReason.BadField, EventField.Account.Name());
        }

        // It may be everybody's who did not say who they are. Taken as it is, and told.
        raw.Note(EventField.Account, Placeholder.IsUnknown(name) ? FieldFault.Unknown : FieldFault.None);
        return isCall ? Call(ref raw, utf8, account, time)
            : isAccount ? Account(ref raw, account, time, arrived)
            : ParsedEvent.Of(new BanRecord(account, time, Lifted: !isBan, Name(ref raw, EventField.Reason) ?? ""), raw.Faults);
    }

    private ParsedEvent Call(ref RawEvent raw, ReadOnlySpan<byte> utf8, AccountId account, DateTimeOffset time)
    {
        if (Text(raw, EventField.Id).IsEmpty)
        {
            return Unusable(raw, EventField.Id);
        }

        if (Text(raw, EventField.Model).IsEmpty)
        {
            return Unusable(raw, EventField.Model);
        }

        var ip = Text(raw, EventField.Ip);
        NetworkPrefix network = default;
        raw.Note(EventField.Ip, ip.IsEmpty ? FieldFault.None : ClientAddress.Read(ip, out network));
        var micros = (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        var id = Fingerprint.Of(Text(raw, EventField.Id));
        var (userAgent, tls) = (Fingerprint.Of(Known(ref raw, EventField.UserAgent)), Fingerprint.Of(Known(ref raw, EventField.Tls)));
        var call = new ApiCall
        {
            Id = ApiCall.IdOf(id, micros),
            Account = account,
            Micros = micros,
            Model = Name(ref raw, EventField.Model) ?? "",
            Platform = Name(ref raw, EventField.Platform) ?? "",
            Reseller = Name(ref raw, EventField.Reseller) ?? "",
            InputTokens = raw.InputTokens,
            OutputTokens = raw.OutputTokens,
            Network = network,
            Asn = raw.Asn,
            Country = Country(ref raw),
            Client = userAgent == 0 && tls == 0 ? 0 : Fingerprint.Mix(userAgent, tls),
            Tools = raw.Tools,
            Prompt = PromptReader.Read(ref raw, utf8, _scratch),
        };
        return ParsedEvent.Of(call, id, raw.Faults);
    }

    private ParsedEvent Account(ref RawEvent raw, AccountId account, DateTimeOffset time, DateTimeOffset arrived)
    {
        if (raw.Created is { } created && (created < EventLimits.Earliest || created - arrived > limits.MaxClockSkew))
        {
            raw.Created = null;
            raw.Note(EventField.Created, FieldFault.OutOfRange);
        }

        var country = Country(ref raw);
        return ParsedEvent.Of(
            new AccountRecord
            {
                Account = account,
                Time = time,
                Created = raw.Created,
                Country = country == 0 ? null : _names.GetOrAdd([(char)(country >> 8), (char)(country & 0xFF)]),
                EmailDomain = EmailDomain(ref raw),
                Payment = Identity(ref raw, EventField.Payment),
                Device = Identity(ref raw, EventField.Device),
                Reseller = Name(ref raw, EventField.Reseller),
                Kyc = Kyc(ref raw),
            },
            raw.Faults
        );
    }

    private ReadOnlySpan<byte> Text(in RawEvent raw, EventField field) => _scratch.AsSpan(raw[field]);

    // A field's text; empty when it is a placeholder.
    private ReadOnlySpan<byte> Known(ref RawEvent raw, EventField field)
    {
        var text = Text(raw, field);
        if (text.IsEmpty || !Placeholder.IsUnknown(text))
        {
            return text;
        }

        raw.Note(field, FieldFault.Unknown);
        return default;
    }

    // A name that is shown and counted; what is over is cut. A model must have one, whatever it is.
    private string? Name(ref RawEvent raw, EventField field)
    {
        var text = field == EventField.Model ? Text(raw, field) : Known(ref raw, field);
        if (text.Length > MaxName)
        {
            raw.Note(field, FieldFault.Cut);
            text = Start(text, MaxName);
        }

        return text.IsEmpty ? null : _names.GetOrAdd(text, Encoding.UTF8);
    }

    // A value that is compared: two that differ behind what is kept must stay two.
    private string? Identity(ref RawEvent raw, EventField field)
    {
        var text = Known(ref raw, field);
        if (text.Length <= MaxName)
        {
            return text.IsEmpty ? null : _names.GetOrAdd(text, Encoding.UTF8);
        }

        raw.Note(field, FieldFault.Cut);
        return string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetString(Start(text, MaxName / 2))}#{Fingerprint.Of(text):x16}");
    }

    private string? EmailDomain(ref RawEvent raw)
    {
        var text = Known(ref raw, EventField.EmailDomain);
        text = text[(text.LastIndexOf((byte)'@') + 1)..].Trim(" .\t"u8);
        if (text.Length > MaxName)
        {
            raw.Note(EventField.EmailDomain, FieldFault.Unreadable);
            return null;
        }

        // Case says nothing in a domain.
        Span<byte> lower = stackalloc byte[MaxName];
        for (var i = 0; i < text.Length; i++)
        {
            lower[i] = text[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(text[i] | 0x20) : text[i];
        }

        return text.IsEmpty ? null : _names.GetOrAdd(lower[..text.Length], Encoding.UTF8);
    }

    private ushort Country(ref RawEvent raw)
    {
        var text = Known(ref raw, EventField.Country).Trim(" \t"u8);
        if (text.IsEmpty)
        {
            return 0;
        }

        if (text.Length != 2 || !char.IsAsciiLetterOrDigit((char)text[0]) || !char.IsAsciiLetterOrDigit((char)text[1]))
        {
            raw.Note(EventField.Country, FieldFault.Unreadable);
            return 0;
        }

        var country = (ushort)((char.ToUpperInvariant((char)text[0]) << 8) | char.ToUpperInvariant((char)text[1]));

        // ISO 3166 leaves XX and ZZ to those who do not know.
        if (country is (('X' << 8) | 'X') or (('Z' << 8) | 'Z') or (('0' << 8) | '0'))
        {
            raw.Note(EventField.Country, FieldFault.Unknown);
            return 0;
        }

        return country;
    }

    private KnowYourCustomer Kyc(ref RawEvent raw)
    {
        var text = Text(raw, EventField.Kyc);
        var kyc = text switch
        {
            [] => KnowYourCustomer.Unknown,
            _ when Ascii.EqualsIgnoreCase(text, "none"u8) => KnowYourCustomer.None,
            _ when Ascii.EqualsIgnoreCase(text, "email"u8) => KnowYourCustomer.Email,
            _ when Ascii.EqualsIgnoreCase(text, "phone"u8) => KnowYourCustomer.Phone,
            _ when Ascii.EqualsIgnoreCase(text, "business"u8) => KnowYourCustomer.Business,
            _ when Ascii.EqualsIgnoreCase(text, "verified"u8) => KnowYourCustomer.Verified,
            _ => KnowYourCustomer.Unknown,
        };
        if (kyc == KnowYourCustomer.Unknown && !text.IsEmpty)
        {
            raw.Note(EventField.Kyc, Placeholder.IsUnknown(text) ? FieldFault.Unknown : FieldFault.Unreadable);
        }

        return kyc;
    }

    // So many bytes at most, without half a character at the end.
    private static ReadOnlySpan<byte> Start(ReadOnlySpan<byte> text, int most)
    {
        while (most > 0 && (text[most] & 0xC0) == 0x80)
        {
            most--;
        }

        return text[..most];
    }

    private static ParsedEvent Unusable(in RawEvent raw, EventField field) =>
        ParsedEvent.Rejected(raw.Faults[field] == FieldFault.WrongType ? RejectReason.BadField : RejectReason.MissingField, field.Name());
}

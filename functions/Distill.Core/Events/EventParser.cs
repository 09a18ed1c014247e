using System.Text;
using System.Text.Json;
using CommunityToolkit.HighPerformance.Buffers;
using Distill.Contracts;
using Distill.Contracts.Sealing;

namespace Distill.Core.Events;

/// <summary>
/// Parses one event of the wire contract: JSON bytes in, a call, a fact about an account or a rejection out. It turns the prompt into features and
/// does not keep the text. Parsing a call of a known account allocates nothing, because names come from a pool. Not thread-safe.
/// </summary>
/// <param name="limits">Limits on events.</param>
/// <param name="keys">The keys that were handed to senders. They open sealed features. Null when there are none.</param>
public sealed class EventParser(EventLimits limits, KeyRing? keys = null)
{
    // Bytes of scratch per byte of the event: once for the event's texts, twice to take a conversation apart, twice to write it as JSON.
    private const int ScratchPerByte = 5;

    private readonly StringPool _names = new(1 << 16);
    private byte[] _scratch = [];
    private byte[] _mended = [];

    /// <summary>Parses one event.</summary>
    /// <param name="utf8">The event's bytes.</param>
    /// <param name="arrived">
    /// When the event arrived. The parser rejects an event whose time is later by more than <see cref="EventLimits.MaxClockSkew"/>.
    /// </param>
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

    // Mends bare control characters, unknown escapes and NaN, and parses again. A caller's text must not hide its calls.
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

        if (!RawEvent.Read(utf8, keys, _scratch, out var raw))
        {
            return ParsedEvent.Rejected(RejectReason.NotAnObject);
        }

        raw.Note(EventField.Event, ofEvent);
        return Interpret(ref raw, new FieldText(_scratch, _names), utf8, arrived);
    }

    private ParsedEvent Interpret(ref RawEvent raw, FieldText fields, ReadOnlySpan<byte> utf8, DateTimeOffset arrived)
    {
        var type = fields.Text(raw, EventField.Type);
        if (type.IsEmpty)
        {
            return Unusable(raw, EventField.Type);
        }

        if (KindOf(type) is not { } kind)
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

        var name = fields.Text(raw, EventField.Account);
        if (name.IsEmpty)
        {
            return Unusable(raw, EventField.Account);
        }

        // Half of a surrogate pair, or bytes that are no text, would become a replacement character. Then two accounts could be one.
        if (
            raw.IsAccountMended
            || name.Length > 4 * AccountId.MaxLength
            || !AccountId.TryParse(_names.GetOrAdd(name, Encoding.UTF8), null, out var account)
        )
        {
            return ParsedEvent.Rejected(RejectReason.BadField, EventField.Account.Name());
        }

        // A placeholder may stand for all callers without an id. Take it as it is, and report it.
        raw.Note(EventField.Account, Placeholder.IsUnknown(name) ? FieldFault.Unknown : FieldFault.None);
        return kind switch
        {
            EventKind.Call => Call(ref raw, fields, utf8, account, time),
            EventKind.Account => Account(ref raw, fields, account, time, arrived),
            EventKind.Refusal => ParsedEvent.Of(RefusalRecord.At(account, time, fields.Action(ref raw)), raw.Faults),
            EventKind.Verification => Verification(ref raw, fields, account, time),
            _ => ParsedEvent.Of(
                new BanRecord(account, time, Lifted: !type.SequenceEqual("ban"u8), fields.Name(ref raw, EventField.Reason) ?? ""),
                raw.Faults
            ),
        };
    }

    private static EventKind? KindOf(ReadOnlySpan<byte> type) =>
        type switch
        {
            _ when type.SequenceEqual("call"u8) => EventKind.Call,
            _ when type.SequenceEqual("account"u8) => EventKind.Account,
            _ when type.SequenceEqual("ban"u8) || type.SequenceEqual("unban"u8) => EventKind.Ban,
            _ when type.SequenceEqual("refusal"u8) => EventKind.Refusal,
            _ when type.SequenceEqual("verification"u8) => EventKind.Verification,
            _ => null,
        };

    // Without its outcome a verification says nothing.
    private static ParsedEvent Verification(ref RawEvent raw, FieldText fields, AccountId account, DateTimeOffset time)
    {
        if (fields.Text(raw, EventField.Outcome).IsEmpty)
        {
            return Unusable(raw, EventField.Outcome);
        }

        return fields.Outcome(raw) is { } outcome
            ? ParsedEvent.Of(new VerificationRecord(account, time, outcome, fields.Name(ref raw, EventField.By) ?? ""), raw.Faults)
            : ParsedEvent.Rejected(RejectReason.BadField, EventField.Outcome.Name());
    }

    private ParsedEvent Call(ref RawEvent raw, FieldText fields, ReadOnlySpan<byte> utf8, AccountId account, DateTimeOffset time)
    {
        if (fields.Text(raw, EventField.Id).IsEmpty)
        {
            return Unusable(raw, EventField.Id);
        }

        if (fields.Text(raw, EventField.Model).IsEmpty)
        {
            return Unusable(raw, EventField.Model);
        }

        var ip = fields.Text(raw, EventField.Ip);
        NetworkPrefix network = default;
        raw.Note(EventField.Ip, ip.IsEmpty ? FieldFault.None : ClientAddress.Read(ip, out network));
        var micros = (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        var id = Fingerprint.Of(fields.Text(raw, EventField.Id));
        var (userAgent, tls) = (Fingerprint.Of(fields.Known(ref raw, EventField.UserAgent)), Fingerprint.Of(fields.Known(ref raw, EventField.Tls)));
        var call = new ApiCall
        {
            Id = ApiCall.IdOf(id, micros),
            Account = account,
            Micros = micros,
            Model = fields.Name(ref raw, EventField.Model) ?? "",
            Platform = fields.Name(ref raw, EventField.Platform) ?? "",
            Reseller = fields.Name(ref raw, EventField.Reseller) ?? "",
            InputTokens = raw.InputTokens,
            OutputTokens = raw.OutputTokens,
            Network = network,
            Asn = raw.Asn,
            Country = fields.Country(ref raw),
            Client = userAgent == 0 && tls == 0 ? 0 : Fingerprint.Mix(userAgent, tls),
            Tools = raw.Tools,
            Exchanges = ExchangeReader.Read(raw, utf8, _scratch),
            Prompt = PromptReader.Read(ref raw, utf8, _scratch),
        };
        return ParsedEvent.Of(call, id, raw.Faults);
    }

    private ParsedEvent Account(ref RawEvent raw, FieldText fields, AccountId account, DateTimeOffset time, DateTimeOffset arrived)
    {
        if (raw.Created is { } created && (created < EventLimits.Earliest || created - arrived > limits.MaxClockSkew))
        {
            raw.Created = null;
            raw.Note(EventField.Created, FieldFault.OutOfRange);
        }

        var country = fields.Country(ref raw);
        return ParsedEvent.Of(
            new AccountRecord
            {
                Account = account,
                Time = time,
                Created = raw.Created,
                Country = country == 0 ? null : _names.GetOrAdd([(char)(country >> 8), (char)(country & 0xFF)]),
                EmailDomain = fields.EmailDomain(ref raw),
                Payment = fields.Identity(ref raw, EventField.Payment),
                Device = fields.Identity(ref raw, EventField.Device),
                Reseller = fields.Name(ref raw, EventField.Reseller),
                Kyc = fields.Kyc(ref raw),
            },
            raw.Faults
        );
    }

    private static ParsedEvent Unusable(in RawEvent raw, EventField field) =>
        ParsedEvent.Rejected(raw.Faults[field] == FieldFault.WrongType ? RejectReason.BadField : RejectReason.MissingField, field.Name());
}

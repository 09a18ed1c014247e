using System.Text;
using System.Text.Json;
using CommunityToolkit.HighPerformance.Buffers;

namespace Distill.Core.Events;

/// <summary>
/// Reads one event of the wire contract into facts. The prompt becomes features on the way and is not kept. Reading a call of a known
/// account allocates nothing: names come from a pool. Not for use by two threads at once.
/// </summary>
public sealed class EventParser(EventLimits limits)
{
    private const int MaxName = 256;

    private readonly StringPool _names = new(1 << 16);
    private byte[] _scratch = [];

    /// <summary>Parses one event.</summary>
    /// <param name="utf8">The event's bytes.</param>
    /// <param name="arrived">When it arrived; an event from further ahead than <see cref="EventLimits.MaxClockSkew"/> is refused.</param>
    public ParsedEvent Parse(ReadOnlySpan<byte> utf8, DateTimeOffset arrived)
    {
        if (utf8.Length > limits.MaxBytes)
        {
            return ParsedEvent.Rejected(RejectReason.TooLarge);
        }

        if (_scratch.Length < utf8.Length)
        {
            _scratch = new byte[Math.Max(2 * utf8.Length, 4096)];
        }

        RejectReason fault;
        RawEvent raw;
        string? field;
        try
        {
            fault = RawEvent.Read(utf8, _scratch, out raw, out field);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is not valid UTF-8 or UTF-16.
            return ParsedEvent.Rejected(RejectReason.NotJson);
        }

        if (fault != RejectReason.None)
        {
            return ParsedEvent.Rejected(fault, field);
        }

        return Interpret(raw, arrived);
    }

    private ParsedEvent Interpret(in RawEvent raw, DateTimeOffset arrived)
    {
        if (Text(raw.Type).IsEmpty)
        {
            return Missing("type");
        }

        var isCall = Text(raw.Type).SequenceEqual("call"u8);
        var isAccount = Text(raw.Type).SequenceEqual("account"u8);
        var isBan = Text(raw.Type).SequenceEqual("ban"u8);
        if (!isCall && !isAccount && !isBan && !Text(raw.Type).SequenceEqual("unban"u8))
        {
            return ParsedEvent.Rejected(RejectReason.UnknownType, "type");
        }

        if (raw.Time is not { } time)
        {
            return Missing("time");
        }

        if (time - arrived > limits.MaxClockSkew)
        {
            return ParsedEvent.Rejected(RejectReason.TimeTooFarInFuture, "time");
        }

        if (Text(raw.Account).IsEmpty)
        {
            return Missing("account");
        }

        if (Text(raw.Account).Length > 4 * AccountId.MaxLength || !AccountId.TryParse(_names.GetOrAdd(Text(raw.Account), Encoding.UTF8), null, out var account))
        {
            return Bad("account");
        }

        return isCall ? Call(raw, account, time)
            : isAccount ? Account(raw, account, time)
            : ParsedEvent.Of(new BanRecord(account, time, Lifted: !isBan, Name(Text(raw.BanReason)) ?? ""));
    }

    private ParsedEvent Call(in RawEvent raw, AccountId account, DateTimeOffset time)
    {
        if (Text(raw.Id).IsEmpty)
        {
            return Missing("id");
        }

        if (Text(raw.Model).IsEmpty)
        {
            return Missing("model");
        }

        if (Text(raw.Model).Length > MaxName)
        {
            return Bad("model");
        }

        if (Text(raw.Platform).Length > MaxName)
        {
            return Bad("platform");
        }

        if (Text(raw.Reseller).Length > MaxName)
        {
            return Bad("reseller");
        }

        NetworkPrefix network = default;
        if (!Text(raw.Ip).IsEmpty && !NetworkPrefix.TryParse(Text(raw.Ip), out network))
        {
            return Bad("ip");
        }

        if (!TryCountry(Text(raw.Country), out var country))
        {
            return Bad("country");
        }

        return ParsedEvent.Of(new ApiCall
        {
            Id = Fingerprint.Of(Text(raw.Id)),
            Account = account,
            Micros = (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
            Model = Name(Text(raw.Model)) ?? "",
            Platform = Name(Text(raw.Platform)) ?? "",
            Reseller = Name(Text(raw.Reseller)) ?? "",
            InputTokens = raw.InputTokens,
            OutputTokens = raw.OutputTokens,
            Network = network,
            Asn = raw.Asn,
            Country = country,
            Client = Text(raw.UserAgent).IsEmpty && Text(raw.Tls).IsEmpty ? 0 : Fingerprint.Mix(Fingerprint.Of(Text(raw.UserAgent)), Fingerprint.Of(Text(raw.Tls))),
            Tools = raw.Tools,
            Prompt = raw.HasPrompt ? PromptFeatureExtractor.Extract(Text(raw.Prompt)) : raw.Features,
        });
    }

    private ParsedEvent Account(in RawEvent raw, AccountId account, DateTimeOffset time)
    {
        if (!TryKyc(Text(raw.Kyc), out var kyc))
        {
            return Bad("kyc");
        }

        if (!TryCountry(Text(raw.Country), out _))
        {
            return Bad("country");
        }

        var tooLong = Text(raw.EmailDomain).Length > MaxName ? "emailDomain"
            : Text(raw.Payment).Length > MaxName ? "payment"
            : Text(raw.Device).Length > MaxName ? "device"
            : Text(raw.Reseller).Length > MaxName ? "reseller"
            : null;
        if (tooLong is not null)
        {
            return Bad(tooLong);
        }

        return ParsedEvent.Of(new AccountRecord
        {
            Account = account,
            Time = time,
            Created = raw.Created,
            Country = Name(Text(raw.Country)),
            EmailDomain = Name(Text(raw.EmailDomain)),
            Payment = Name(Text(raw.Payment)),
            Device = Name(Text(raw.Device)),
            Reseller = Name(Text(raw.Reseller)),
            Kyc = kyc,
        });
    }

    private string? Name(ReadOnlySpan<byte> utf8) => utf8.IsEmpty ? null : _names.GetOrAdd(utf8[..Math.Min(utf8.Length, MaxName)], Encoding.UTF8);

    private ReadOnlySpan<byte> Text(Range text) => _scratch.AsSpan(text);

    private static bool TryCountry(ReadOnlySpan<byte> utf8, out ushort country)
    {
        country = 0;
        if (utf8.IsEmpty)
        {
            return true;
        }

        if (utf8.Length != 2 || !char.IsAsciiLetterOrDigit((char)utf8[0]) || !char.IsAsciiLetterOrDigit((char)utf8[1]))
        {
            return false;
        }

        country = (ushort)((char.ToUpperInvariant((char)utf8[0]) << 8) | char.ToUpperInvariant((char)utf8[1]));
        return true;
    }

    private static bool TryKyc(ReadOnlySpan<byte> utf8, out KnowYourCustomer kyc)
    {
        kyc = utf8 switch
        {
            [] => KnowYourCustomer.Unknown,
            _ when utf8.SequenceEqual("none"u8) => KnowYourCustomer.None,
            _ when utf8.SequenceEqual("email"u8) => KnowYourCustomer.Email,
            _ when utf8.SequenceEqual("phone"u8) => KnowYourCustomer.Phone,
            _ when utf8.SequenceEqual("business"u8) => KnowYourCustomer.Business,
            _ when utf8.SequenceEqual("verified"u8) => KnowYourCustomer.Verified,
            _ => (KnowYourCustomer)(-1),
        };
        return kyc >= 0;
    }

    private static ParsedEvent Missing(string field) => ParsedEvent.Rejected(RejectReason.MissingField, field);

    private static ParsedEvent Bad(string field) => ParsedEvent.Rejected(RejectReason.BadField, field);
}

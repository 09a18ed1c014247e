using System.Globalization;
using System.Text;
using System.Text.Unicode;
using CommunityToolkit.HighPerformance.Buffers;
using Distill.Contracts;
using Distill.Contracts.Verdicts;

namespace Distill.Core.Events;

/// <summary>Reads the fields of a raw event as texts, names and codes. A value that it can't use becomes a fault of the field.</summary>
/// <param name="texts">The buffer with the event's texts.</param>
/// <param name="names">A pool of the names seen before. Reading one of them again allocates nothing.</param>
internal readonly ref struct FieldText(ReadOnlySpan<byte> texts, StringPool names)
{
    // Longest value for comparison that is kept whole, in bytes.
    private const int MaxIdentity = 256;

    // Longest code of a part of a country, in bytes: two letters, a hyphen and three more.
    private const int MaxSubdivision = 6;

    private readonly ReadOnlySpan<byte> _texts = texts;
    private readonly StringPool _names = names;

    /// <summary>Returns a field's text as it came. Empty when there is none.</summary>
    public ReadOnlySpan<byte> Text(in RawEvent raw, EventField field) => _texts[raw[field]];

    /// <summary>Returns a field's text. Empty when it is a placeholder.</summary>
    public ReadOnlySpan<byte> Known(ref RawEvent raw, EventField field)
    {
        var text = Text(raw, field);
        if (text.IsEmpty || !Placeholder.IsUnknown(text))
        {
            return text;
        }

        raw.Note(field, FieldFault.Unknown);
        return default;
    }

    /// <summary>Returns a name for display and counting. A long name is cut. A model's name is taken even if it looks like a placeholder.</summary>
    public string? Name(ref RawEvent raw, EventField field)
    {
        var text = field == EventField.Model ? Text(raw, field) : Known(ref raw, field);
        // A byte that is not UTF-8 becomes three.
        var most = Utf8.IsValid(text) ? ApiCall.MaxNameBytes : ApiCall.MaxNameBytes / 3;
        if (text.Length > most)
        {
            raw.Note(field, FieldFault.Cut);
            text = Start(text, most);
        }

        return text.IsEmpty ? null : _names.GetOrAdd(text, Encoding.UTF8);
    }

    /// <summary>
    /// Returns a value for comparison. A long value is cut and gets a hash, so that two values that differ after the cut stay different.
    /// </summary>
    public string? Identity(ref RawEvent raw, EventField field)
    {
        var text = Known(ref raw, field);
        if (text.Length <= MaxIdentity)
        {
            return text.IsEmpty ? null : _names.GetOrAdd(text, Encoding.UTF8);
        }

        raw.Note(field, FieldFault.Cut);
        return string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetString(Start(text, MaxIdentity / 2))}#{Fingerprint.Of(text):x16}");
    }

    /// <summary>
    /// Returns the domain in lower case, without what is before the last @. Null when it is unknown or too long, or a name that RFC 2606 or RFC 6761
    /// reserves, as masked addresses have it.
    /// </summary>
    public string? EmailDomain(ref RawEvent raw)
    {
        var text = Known(ref raw, EventField.EmailDomain);
        text = text[(text.LastIndexOf((byte)'@') + 1)..].Trim(" .\t"u8);
        if (text.Length > MaxIdentity)
        {
            raw.Note(EventField.EmailDomain, FieldFault.Unreadable);
            return null;
        }

        // Domains are case-insensitive.
        Span<byte> lower = stackalloc byte[MaxIdentity];
        for (var i = 0; i < text.Length; i++)
        {
            lower[i] = text[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(text[i] | 0x20) : text[i];
        }

        if (!text.IsEmpty && (Placeholder.IsUnknown(text) || IsReserved(lower[..text.Length])))
        {
            raw.Note(EventField.EmailDomain, FieldFault.Unknown);
            return null;
        }

        return text.IsEmpty ? null : _names.GetOrAdd(lower[..text.Length], Encoding.UTF8);
    }

    // Names under .example are no placeholders here: documents and test data use them for one company each.
    private static bool IsReserved(ReadOnlySpan<byte> domain)
    {
        foreach (var name in Reserved.Split((byte)' '))
        {
            var reserved = Reserved[name];
            if (domain.EndsWith(reserved) && (domain.Length == reserved.Length || domain[^(reserved.Length + 1)] == '.'))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<byte> Reserved => "invalid localhost test local localdomain example.com example.net example.org"u8;

    /// <summary>Returns the country's two letters, the first in the high byte. 0 when it is unknown.</summary>
    public ushort Country(ref RawEvent raw)
    {
        var text = Known(ref raw, EventField.Country).Trim(" \t"u8);
        if (text.IsEmpty)
        {
            return 0;
        }

        // "US-CA" is a part of a country (ISO 3166-2).
        text = text is [_, _, (byte)'-' or (byte)'_', _, ..] and { Length: <= MaxSubdivision } ? text[..2] : text;
        if (text.Length != 2 || !char.IsAsciiLetterOrDigit((char)text[0]) || !char.IsAsciiLetterOrDigit((char)text[1]))
        {
            raw.Note(EventField.Country, FieldFault.Unreadable);
            return 0;
        }

        var country = (ushort)((char.ToUpperInvariant((char)text[0]) << 8) | char.ToUpperInvariant((char)text[1]));

        // Senders write XX and ZZ, which ISO 3166 leaves for private use, and 00 for "unknown".
        if (country is (('X' << 8) | 'X') or (('Z' << 8) | 'Z') or (('0' << 8) | '0'))
        {
            raw.Note(EventField.Country, FieldFault.Unknown);
            return 0;
        }

        // UK is reserved for the United Kingdom, whose code is GB.
        return country == (('U' << 8) | 'K') ? (ushort)(('G' << 8) | 'B') : country;
    }

    /// <summary>Returns how well the provider knows the customer. A text that is none of the levels counts as unknown.</summary>
    public KnowYourCustomer Kyc(ref RawEvent raw)
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

    /// <summary>Returns the action that was taken. Null when the event does not say, or names none of the actions.</summary>
    public VerdictAction? Action(ref RawEvent raw)
    {
        var text = Known(ref raw, EventField.Action);
        foreach (var action in Enum.GetValues<VerdictAction>())
        {
            if (Ascii.EqualsIgnoreCase(text, action.Name()))
            {
                return action;
            }
        }

        raw.Note(EventField.Action, text.IsEmpty ? FieldFault.None : FieldFault.Unreadable);
        return null;
    }

    /// <summary>Returns a verification's outcome. Null when the text is none.</summary>
    public VerificationOutcome? Outcome(in RawEvent raw) =>
        Text(raw, EventField.Outcome) switch
        {
            var text when Ascii.EqualsIgnoreCase(text, "passed"u8) => VerificationOutcome.Passed,
            var text when Ascii.EqualsIgnoreCase(text, "failed"u8) => VerificationOutcome.Failed,
            var text when Ascii.EqualsIgnoreCase(text, "open"u8) => VerificationOutcome.Open,
            _ => null,
        };

    // The first bytes up to the limit, without a partial character at the end.
    private static ReadOnlySpan<byte> Start(ReadOnlySpan<byte> text, int most)
    {
        while (most > 0 && (text[most] & 0xC0) == 0x80)
        {
            most--;
        }

        return text[..most];
    }
}

using System.Globalization;
using System.Text;
using CommunityToolkit.HighPerformance.Buffers;
using Distill.Contracts;

namespace Distill.Core.Events;

/// <summary>Reads the fields of a raw event as texts, names and codes. What it can't use, it notes as a fault of the field.</summary>
/// <param name="texts">Where the event's texts were put.</param>
/// <param name="names">Names seen before: reading one of them allocates nothing.</param>
internal readonly ref struct FieldText(ReadOnlySpan<byte> texts, StringPool names)
{
    // Bytes of a name that are kept.
    private const int MaxName = 256;

    private readonly ReadOnlySpan<byte> _texts = texts;
    private readonly StringPool _names = names;

    /// <summary>A field's text as it came; empty when there is none.</summary>
    public ReadOnlySpan<byte> Text(in RawEvent raw, EventField field) => _texts[raw[field]];

    /// <summary>A field's text; empty when it is a placeholder.</summary>
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

    /// <summary>A name that is shown and counted, cut when it is too long. A model's is taken whatever it says.</summary>
    public string? Name(ref RawEvent raw, EventField field)
    {
        var text = field == EventField.Model ? Text(raw, field) : Known(ref raw, field);
        if (text.Length > MaxName)
        {
            raw.Note(field, FieldFault.Cut);
            text = Start(text, MaxName);
        }

        return text.IsEmpty ? null : _names.GetOrAdd(text, Encoding.UTF8);
    }

    /// <summary>A value that is compared. A long one is cut, and a hash keeps two that differ behind the cut apart.</summary>
    public string? Identity(ref RawEvent raw, EventField field)
    {
        var text = Known(ref raw, field);
        if (text.Length <= MaxName)
        {
            return text.IsEmpty ? null : _names.GetOrAdd(text, Encoding.UTF8);
        }

        raw.Note(field, FieldFault.Cut);
        return string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetString(Start(text, MaxName / 2))}#{Fingerprint.Of(text):x16}");
    }

    public string? EmailDomain(ref RawEvent raw)
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

    /// <summary>Two letters, the first in the high byte; 0 when it is unknown.</summary>
    public ushort Country(ref RawEvent raw)
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

    // The first bytes, at most so many, without half a character at the end.
    private static ReadOnlySpan<byte> Start(ReadOnlySpan<byte> text, int most)
    {
        while (most > 0 && (text[most] & 0xC0) == 0x80)
        {
            most--;
        }

        return text[..most];
    }
}

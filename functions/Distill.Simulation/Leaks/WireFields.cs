using System.Buffers;
using System.Text.Json;

namespace Distill.Simulation.Leaks;

/// <summary>The fields of an event that could give an account away. A field is null if the event does not have it.</summary>
internal struct WireFields
{
    public string? Type,
        Account,
        Platform,
        Reseller,
        Model,
        Ip,
        Country,
        UserAgent,
        Tls,
        Tools,
        Session,
        Prompt,
        EmailDomain,
        Kyc,
        Payment,
        Device;
    public DateTimeOffset Time,
        Created;
    public int InputTokens,
        OutputTokens,
        Asn;

    private static readonly SearchValues<char> s_sentenceEnds = SearchValues.Create(".!?\n。？！");

    public static WireFields Read(ref Utf8JsonReader reader)
    {
        var wire = default(WireFields);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "type":
                    wire.Type = reader.GetString();
                    break;
                case "account":
                    wire.Account = reader.GetString();
                    break;
                case "platform":
                    wire.Platform = reader.GetString();
                    break;
                case "reseller":
                    wire.Reseller = reader.GetString();
                    break;
                case "model":
                    wire.Model = reader.GetString();
                    break;
                case "ip":
                    wire.Ip = reader.GetString();
                    break;
                case "country":
                    wire.Country = reader.GetString();
                    break;
                case "userAgent":
                    wire.UserAgent = reader.GetString();
                    break;
                case "tls":
                    wire.Tls = reader.GetString();
                    break;
                case "session":
                    wire.Session = reader.GetString();
                    break;
                case "prompt":
                    wire.Prompt = reader.GetString();
                    break;
                case "emailDomain":
                    wire.EmailDomain = reader.GetString();
                    break;
                case "kyc":
                    wire.Kyc = reader.GetString();
                    break;
                case "payment":
                    wire.Payment = reader.GetString();
                    break;
                case "device":
                    wire.Device = reader.GetString();
                    break;
                case "time":
                    wire.Time = reader.GetDateTimeOffset();
                    break;
                case "created":
                    wire.Created = reader.GetDateTimeOffset();
                    break;
                case "inputTokens":
                    wire.InputTokens = reader.GetInt32();
                    break;
                case "outputTokens":
                    wire.OutputTokens = reader.GetInt32();
                    break;
                case "asn":
                    wire.Asn = reader.GetInt32();
                    break;
                case "tools":
                    wire.Tools = "";
                    while (reader.Read() && reader.TokenType == JsonTokenType.String)
                    {
                        wire.Tools += reader.GetString() + " ";
                    }

                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        return wire;
    }

    /// <summary>Returns the /24 of an IPv4 address, or the /64 of an IPv6 address.</summary>
    public static string Subnet(string ip)
    {
        var end = ip.LastIndexOf('.');
        if (end > 0)
        {
            return ip[..end];
        }

        var parts = ip.Split(':');
        return string.Join(':', parts.Take(4));
    }

    /// <summary>Returns the first <paramref name="count"/> words, or the last if it is negative, in lower case with one space between them.</summary>
    public static string Words(string text, int count)
    {
        // Prompts are long, so read only the end that is needed.
        const int longest = 400;
        var part = text.AsSpan();
        if (part.Length > longest)
        {
            part = count > 0 ? part[..longest] : part[^longest..];
        }

        if (count < 0)
        {
            part = LastWords(part, -count);
        }

        Span<char> taken = stackalloc char[longest];
        var length = 0;
        for (var left = Math.Abs(count); left > 0 && !(part = part.TrimStart()).IsEmpty; left--)
        {
            var end = 0;
            while (end < part.Length && !char.IsWhiteSpace(part[end]))
            {
                end++;
            }

            if (length > 0)
            {
                taken[length++] = ' ';
            }

            part[..end].CopyTo(taken[length..]);
            length += end;
            part = part[end..];
        }

        return new string(taken[..length]).ToLowerInvariant();
    }

    private static ReadOnlySpan<char> LastWords(ReadOnlySpan<char> text, int count)
    {
        var start = text.Length;
        for (; count > 0; count--)
        {
            start = text[..start].TrimEnd().Length;
            while (start > 0 && !char.IsWhiteSpace(text[start - 1]))
            {
                start--;
            }
        }

        return text[start..];
    }

    public static string Opening(string text)
    {
        var end = text.AsSpan().IndexOfAny(s_sentenceEnds);
        return end < 0 ? text : text[..end];
    }
}

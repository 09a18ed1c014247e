using System.Globalization;

namespace Distill.Evaluation.Dialects;

/// <summary>Times in other forms. The instant stays the same.</summary>
internal static class TimeDialects
{
    private const string Local = "yyyy-MM-dd'T'HH:mm:ss.ffffff";

    private static readonly string[] s_fields = ["time", "created"];

    // Offsets from UTC in minutes. The account chooses one.
    private static readonly int[] s_offsets = [-480, -300, -180, 0, 60, 120, 330, 345, 480, 540];

    public static IReadOnlyList<Dialect> All { get; } =
    [
        Of("time_lower", "Times have a lower-case t and z.", (time, _) => time.ToLowerInvariant()),
        Of("time_blank", "Times have a blank in place of T.", (time, _) => time.Replace('T', ' ')),
        Of("time_escaped_plus", "Times have the offset +00:00 with an escaped plus, \\u002b.", (time, _) => $"{time[..^1]}\\u002b00:00"),
        Of("time_second_60", "Times in the first second of a minute are written as the 60th of the minute before.", (time, _) => WithSecond60(time)),
        Raw("time_epoch", "Times are microseconds since 1970, as numbers.", Micros),
        Raw("time_epoch_text", "Times are seconds since 1970 with a fraction, as text.", t => $"\"{Micros(t)[..^6]}.{Micros(t)[^6..]}\""),
        Raw("time_database", "Times are objects of one name, as a database exports them.", t => $$"""{"$date":"{{t}}"}"""),
        Of(
            "time_basic",
            "Times have no separators: 20260504T000000Z.",
            (t, _) => t.Replace("-", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal)
        ),
        Of("time_comma", "Times have a comma in front of the fraction.", (t, _) => t.Replace('.', ',')),
        Of("time_bare_offset", "Times have the account's own offset, without a colon: -0800.", WithOffset),
    ];

    private static Dialect Of(string name, string meaning, Func<string, ulong, string> write) =>
        Raw(name, meaning, (time, seed) => $"\"{write(time, seed)}\"");

    private static Dialect Raw(string name, string meaning, Func<string, string> write) => Raw(name, meaning, (time, _) => write(time));

    private static Dialect Raw(string name, string meaning, Func<string, ulong, string> write) =>
        new(
            name,
            meaning,
            e =>
            {
                foreach (var field in s_fields)
                {
                    e.Replace(field, json => write(json[1..^1], e.AccountSeed));
                }
            }
        );

    private static string Micros(string time) =>
        ((Read(time) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);

    private static string WithSecond60(string time)
    {
        var read = Read(time);
        return read.Second == 0 ? $"{read.AddMinutes(-1).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture)}:60{time[19..]}" : time;
    }

    private static string WithOffset(string time, ulong seed)
    {
        var offset = s_offsets[seed % (ulong)s_offsets.Length];
        var local = Read(time).AddMinutes(offset).ToString(Local, CultureInfo.InvariantCulture);
        return $"{local}{(offset < 0 ? '-' : '+')}{Math.Abs(offset) / 60:00}{Math.Abs(offset) % 60:00}";
    }

    private static DateTimeOffset Read(string time) =>
        DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}

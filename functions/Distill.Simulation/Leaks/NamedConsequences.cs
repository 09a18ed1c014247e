namespace Distill.Simulation.Leaks;

/// <summary>Lists what may give each rung's operator away, with the reason. The simulator must not give away anything else.</summary>
public static class NamedConsequences
{
    /// <summary>The highest F1 at which a single value or threshold does not count as a leak.</summary>
    public const double Limit = .5;

    private const string Cards = "cards shared by 8: the card says so, as it does of teams and agencies";
    private const string FewFramings = "12 framings, two to a node: a handful of openings and endings in thousands of calls";
    private const string Alike = "12 framings: two of them may begin or end with the same words, and then a third of the accounts use those";
    private const string Replaced = "15 accounts banned every 12 hours and replaced: banned ones and new ones are many";
    private const string WorkingHours = "working hours kept where the operator is";
    private const string SameSentence = "on a narrow stock many of the 60 framings begin with one sentence, and some put it in the same words";
    private const string ManyWordings = "half of the words varied: no opening is used by very many accounts, none by one alone";

    private const string Fixed = "fixed gaps: the same interval day and night, to the microsecond";
    private const string TwoFramings = "two framings, so two tasks, in all calls";
    private const string SixSubnets = "six subnets";
    private const string FewDevices = "few devices, and what they run";
    private const string Heavy = "40 calls a day from every account";

    private const string Company = "the company's network, country, domain and days: its accounts have them too";
    private const string Copied = "most calls have the company's framing: it has one to five";
    private const string Joined = "a public pack's framings, of a class that is smaller than the campaign";
    private const string Schedule = "a public program's schedule, of a class that is about as large as this half of the campaign";

    private static readonly Dictionary<string, (string Feature, string Reason)[]> s_byRung = new(StringComparer.Ordinal)
    {
        ["naive"] =
        [
            .. Named(
                Fixed,
                "concentration below the second",
                "concentration of the second",
                "concentration of the minute",
                "concentration of the hour",
                "gap, variation",
                "gap, variation of its logarithm",
                "gap, median",
                "gap, mean",
                "gap, lower decile",
                "gap, upper decile",
                "longest gap",
                "share of gaps near the median",
                "share of gaps below 10 s",
                "share of gaps of 10 s to 10 min",
                "share of gaps of 10 min to 2 h",
                "share of gaps of 2 h to 8 h",
                "active hours in all",
                "active hours of the day",
                "active days",
                "calls a day, variation",
                "last call",
                "days from first to last call",
                "share on the weekend",
                "sessions"
            ),
            .. Named(
                TwoFramings,
                "FirstThreeWords",
                "FirstSixWords",
                "OpeningSentence",
                "LastThreeWords",
                "LastSixWords",
                "Tools",
                "openings per call",
                "share of the favourite opening",
                "share of the favourite ending",
                "prompt length, mean",
                "prompt length, median",
                "prompt length, variation",
                "prompts that others sent too",
                "tool lists",
                "accounts on its most shared FirstSixWords",
                "accounts on its most shared LastSixWords",
                "share of calls with a FirstSixWords of 3 to 60 accounts",
                "share of calls with a LastSixWords of 3 to 60 accounts",
                "output tokens, variation",
                "input tokens, variation",
                "input tokens, median",
                "output tokens, median",
                "input tokens, mean",
                "output tokens, mean"
            ),
            .. Named(SixSubnets, "Asn", "Subnet", "Ip", "accounts on its most shared Subnet", "accounts on its most shared Ip"),
            .. Named(FewDevices, "Device", "accounts on its most shared Device", "Tls", "UserAgent", "accounts on its most shared Tls"),
            .. Named(Heavy, "calls", "calls per active day", "output tokens, sum", "models", "addresses"),
            .. Named(Cards, "accounts on its most shared Payment"),
        ],
        ["thin"] = [.. Named(Cards, "accounts on its most shared Payment"), .. Named(FewFramings, Framings), .. Named(Alike, Words)],
        ["residential"] = [.. Named(FewFramings, Framings), .. Named(Alike, Words)],
        ["whack"] =
        [
            .. Named(Cards, "accounts on its most shared Payment"),
            .. Named(FewFramings, Framings),
            .. Named(Alike, Words),
            .. Named(Replaced, "banned", "BanReason", "created", "first call", "age at first call", "accounts created within half an hour of it"),
        ],
        ["decoy"] = [.. Named(Cards, "accounts on its most shared Payment"), .. Named(Alike, Words)],
        ["framed"] =
        [
            .. Named(Cards, "accounts on its most shared Payment"),
            .. Named(FewFramings, Framings),
            .. Named(
                Company,
                "AccountCountry",
                "Country",
                "Asn",
                "Subnet",
                "Ip",
                "EmailDomain",
                "accounts on its most shared Ip",
                "accounts on its most shared Subnet"
            ),
            .. Named(Copied, Words),
        ],
        ["sheltered"] =
        [
            .. Named(Joined, Words),
            .. Named(
                Schedule,
                "concentration below the second",
                "concentration of the second",
                "concentration of the minute",
                "gap, variation",
                "gap, variation of its logarithm",
                "gap, lower decile",
                "share of gaps near the median",
                "share of gaps of 10 min to 2 h"
            ),
        ],
        ["paraphrase"] =
        [
            .. Named(Cards, "accounts on its most shared Payment"),
            .. Named(WorkingHours, "share in the working hours of UTC+8"),
            .. Named(SameSentence, "FirstThreeWords"),
            .. Named(
                ManyWordings,
                "share of calls with a FirstSixWords of 3 to 60 accounts",
                "share of calls with a LastSixWords of 3 to 60 accounts"
            ),
        ],
    };

    private static string[] Framings =>
        [
            "openings per call",
            "share of the favourite opening",
            "share of the favourite ending",
            "share of calls with a FirstSixWords of 3 to 60 accounts",
            "share of calls with a LastSixWords of 3 to 60 accounts",
        ];

    private static string[] Words => ["FirstThreeWords", "FirstSixWords", "OpeningSentence", "LastThreeWords", "LastSixWords"];

    /// <summary>Returns why a feature may give the rung's campaign away; null if it may not.</summary>
    public static string? Reason(string rung, string feature) =>
        s_byRung.TryGetValue(rung, out var named) ? named.FirstOrDefault(entry => entry.Feature == feature).Reason : null;

    /// <summary>Returns the leaks above the limit that nothing the operator does explains.</summary>
    public static IEnumerable<Leak> Unnamed(string rung, IEnumerable<Leak> leaks) =>
        leaks.Where(leak => leak.F1 > Limit && Reason(rung, leak.Feature) is null);

    private static IEnumerable<(string, string)> Named(string reason, params string[] features) => features.Select(feature => (feature, reason));
}

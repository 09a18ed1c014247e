namespace Distill.Cli.Demo;

/// <summary>The simulation's kinds of innocent accounts in words, and why each looks guilty.</summary>
internal static class LookalikeNames
{
    private static readonly Dictionary<string, string> s_names = new(StringComparer.Ordinal)
    {
        ["abuser"] = "single abusers: banned, but alone",
        ["agency"] = "agencies: one house style of prompt",
        ["agent"] = "agent clients: one wrap around every prompt",
        ["bench"] = "benchmark runs: hundreds of templated prompts",
        ["casual"] = "casual users",
        ["cgnat"] = "carriers' customers: one shared address",
        ["cifleet"] = "CI fleets: exact seconds, one framing",
        ["class"] = "school classes: one address, one assignment",
        ["cron"] = "cron jobs: 3 AM, every day",
        ["dev"] = "developers",
        ["enterprise"] = "enterprises: shared card, domain, framing",
        ["hackathon"] = "hackathons: sign-up burst, one theme",
        ["harness"] = "benchmark harness users: the same questions every night",
        ["hosted"] = "hosted automation: one service's addresses and client",
        ["keyboard"] = "keyboard and translation apps: the app's few words",
        ["lab"] = "lab classes: one machine image, one exercise",
        ["packteam"] = "teams with one prompt pack: a card each",
        ["pipeline"] = "data pipelines: steady, templated",
        ["plugin"] = "plug-in users: the same system prompt",
        ["poweruser"] = "power users: high volume",
        ["prbot"] = "pull-request bots: one public framing",
        ["prompter"] = "prompt engineers: variations on a theme",
        ["promptpack"] = "prompt-pack buyers: the same framings",
        ["relay"] = "honest relays: unrelated customers take turns",
        ["reseller"] = "resellers' customers: shared egress",
        ["team"] = "small teams: one card, one office",
        ["timetable"] = "public programs by the clock: exact hours",
        ["victim"] = "a framed company: a campaign in its network",
        ["vpn"] = "VPN users: data-centre addresses",
        ["wrapper"] = "wrapper apps: one framing, many subjects",
    };

    public static string Of(string kind) => s_names.GetValueOrDefault(kind, kind);
}

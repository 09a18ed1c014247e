using System.Globalization;
using Distill.Simulation.Randomness;

namespace Distill.Simulation.World;

/// <summary>Mail domains: free mail by popularity, and made-up domains of organisations under the reserved top level of RFC 2606.</summary>
internal static class MailDomain
{
    private static readonly Weighted<string> s_free = new(
        ("gmail.com", 58),
        ("outlook.com", 12),
        ("hotmail.com", 6),
        ("yahoo.com", 6),
        ("icloud.com", 7),
        ("proton.me", 5),
        ("gmx.de", 2),
        ("naver.com", 2),
        ("fastmail.com", 1),
        ("mailbox.org", 1)
    );

    private static readonly string[] s_first =
    [
        "north",
        "blue",
        "bright",
        "oak",
        "silver",
        "quick",
        "lumen",
        "cedar",
        "delta",
        "open",
        "true",
        "iron",
        "vivid",
        "terra",
        "clear",
    ];
    private static readonly string[] s_second =
    [
        "works",
        "labs",
        "soft",
        "analytics",
        "trade",
        "health",
        "grid",
        "media",
        "bank",
        "logistics",
        "foods",
        "legal",
        "robotics",
        "studio",
        "data",
    ];

    public static string Personal(ref Rng rng) => rng.Chance(.1) ? Organisation(ref rng) : s_free.Draw(ref rng);

    public static string FreeMail(ref Rng rng) => s_free.Draw(ref rng);

    public static string Organisation(ref Rng rng) =>
        string.Create(CultureInfo.InvariantCulture, $"{rng.Pick(s_first)}{rng.Pick(s_second)}{rng.Below(9000) + 100}.example");

    public static string School(ref Rng rng) =>
        string.Create(CultureInfo.InvariantCulture, $"{rng.Pick(s_first)}-college{rng.Below(900) + 10}.example");
}

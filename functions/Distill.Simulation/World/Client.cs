using System.Globalization;
using Distill.Simulation.Randomness;

namespace Distill.Simulation.World;

internal enum Platform : byte
{
    Api,
    Console,
    Bedrock,
    Vertex,
    Foundry,
}

/// <summary>
/// How an account reaches the API: one build of one version of a program. The TLS fingerprint depends on these alone, as in reality.
/// </summary>
internal sealed record Client(string UserAgent, string Tls, bool NamesSessions, bool SendsTools);

/// <summary>The clients in use on a platform. All accounts, the campaign's included, draw from these tables.</summary>
internal static class Clients
{
    // name, versions, names its sessions, sends tools, weight
    private static readonly (string Name, string[] Versions, bool Sessions, bool Tools, double Weight)[] s_programs =
    [
        ("anthropic-python/", ["0.51.0", "0.57.1", "0.62.0", "0.64.0"], false, false, 24),
        ("anthropic-sdk-typescript/", ["0.52.0", "0.56.0", "0.60.0"], false, false, 15),
        ("python-httpx/", ["0.27.2", "0.28.1"], false, false, 8),
        ("python-requests/", ["2.31.0", "2.32.3"], false, false, 7),
        ("litellm/", ["1.72.6", "1.75.0"], true, false, 9),
        ("langchain-anthropic/", ["0.3.12", "0.3.17"], true, true, 8),
        ("axios/", ["1.7.9", "1.11.0"], false, false, 6),
        ("Go-http-client/", ["1.1", "2.0"], false, false, 6),
        ("okhttp/", ["4.12.0"], false, false, 3),
        ("node", [""], false, false, 4),
        ("curl/", ["8.5.0", "8.9.1"], false, false, 2),
        ("pydantic-ai/", ["0.4.2"], true, true, 3),
    ];

    private static readonly (string Name, string[] Versions, bool Sessions, bool Tools, double Weight)[] s_coding =
    [
        ("claude-cli/", ["1.0.90", "1.0.98", "2.0.1"], true, true, 44),
        ("zed/", ["0.198.3", "0.201.6"], true, true, 10),
        ("roo-code/", ["3.25.6"], true, true, 9),
        ("aider/", ["0.85.1", "0.86.0"], false, false, 9),
        ("opencode/", ["0.5.13"], true, true, 10),
        ("jetbrains-ai/", ["252.1", "252.4"], true, true, 18),
    ];

    private static readonly (string Name, string[] Versions, bool Sessions, bool Tools, double Weight)[] s_browsers =
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/", ["139.0.0.0", "140.0.0.0"], true, false, 46),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/", ["139.0.0.0", "140.0.0.0"], true, false, 24),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/", ["18.5 Safari/605.1.15"], true, false, 14),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Firefox/", ["141.0"], true, false, 8),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/", ["18.5 Mobile"], true, false, 8),
    ];

    private static readonly (string Name, string[] Versions, bool Sessions, bool Tools, double Weight)[] s_cloudSdks =
    [
        ("Boto3/", ["1.38.23", "1.40.5"], false, false, 35),
        ("anthropic-python/", ["0.57.1", "0.62.0", "0.64.0"], false, false, 30),
        ("aws-sdk-js/", ["3.840.0"], false, false, 12),
        ("google-genai-sdk/", ["1.27.0"], false, false, 12),
        ("azsdk-python-ai-inference/", ["1.0.0b9"], false, false, 11),
    ];

    private static readonly Weighted<Client> s_ofPrograms = Expand(s_programs);
    private static readonly Weighted<Client> s_ofCoding = Expand(s_coding);
    private static readonly Weighted<Client> s_ofBrowsers = Expand(s_browsers);
    private static readonly Weighted<Client> s_ofClouds = Expand(s_cloudSdks);

    public static Client Program(Platform platform, ref Rng rng) =>
        platform is Platform.Api or Platform.Console || rng.Chance(.4) ? s_ofPrograms.Draw(ref rng) : s_ofClouds.Draw(ref rng);

    public static Client CodingTool(ref Rng rng) => s_ofCoding.Draw(ref rng);

    public static Client Browser(ref Rng rng) => s_ofBrowsers.Draw(ref rng);

    private static Weighted<Client> Expand((string Name, string[] Versions, bool Sessions, bool Tools, double Weight)[] table)
    {
        var entries = new List<(Client, double)>();
        foreach (var row in table)
        {
            foreach (var version in row.Versions)
            {
                // Each version has two builds (such as glibc and musl) that differ only in their TLS handshake.
                for (var build = 0; build < 2; build++)
                {
                    entries.Add(
                        (
                            new(row.Name + version, Fingerprint(row.Name, version, build), row.Sessions, row.Tools),
                            row.Weight / row.Versions.Length * (build == 0 ? .7 : .3)
                        )
                    );
                }
            }
        }
        return new([.. entries]);
    }

    /// <summary>Returns a fingerprint in the form of JA4: protocol, suites and extensions, then two hashes.</summary>
    private static string Fingerprint(string name, string version, int build)
    {
        var rng = Rng.Of((ulong)name.Length * 131 + name[^1] + name[0] * 7919UL, (ulong)build);
        foreach (var c in name)
        {
            rng = Rng.Of(rng.Next(), c);
        }

        var suites = rng.Range(9, 19);
        var library = rng.Next() >> 16;
        // Only some releases change the handshake.
        var release = Rng.Of(library, version.Length > 4 ? version[^3] : 0UL).Next() >> 16;
        return string.Create(CultureInfo.InvariantCulture, $"t13d{suites:00}{suites - 4:00}h{(build == 0 ? 2 : 1)}_{library:x12}_{release:x12}");
    }
}

using System.Globalization;
using System.Text.Json;

namespace Distill.EndToEnd.Tests;

/// <summary>Events as lines of a file.</summary>
internal static class Lines
{
    public static readonly DateTimeOffset Start = new(2026, 4, 22, 3, 0, 0, TimeSpan.Zero);

    /// <summary>Calls over a few hours, by accounts in turn; every tenth comes twice.</summary>
    public static IEnumerable<string> Calls(int count, int accounts) =>
        Enumerable
            .Range(0, count)
            .SelectMany(i => Enumerable.Repeat(Call($"acct_{i % accounts}", $"call{i}", 180.0 * i / count), i % 10 == 0 ? 2 : 1));

    public static string Call(
        string account,
        string id,
        double minute,
        string prompt = "Say what the tide does to the harbour at night and why it does."
    ) =>
        JsonSerializer.Serialize(
            new
            {
                type = "call",
                id,
                time = Start.AddMinutes(minute).UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
                account,
                session = "s_1",
                platform = "api",
                model = "claude-opus-4-8",
                inputTokens = 60,
                outputTokens = 700,
                ip = "203.0.113.7",
                asn = 64500,
                country = "US",
                userAgent = "python-httpx/0.27",
                prompt,
            }
        );
}

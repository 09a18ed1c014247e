using System.Globalization;

namespace Distill.Cli.Tests;

/// <summary>Events as lines of a log.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Monday = new(2026, 4, 20, 0, 0, 0, TimeSpan.Zero);

    public static string Call(string account, string id, DateTimeOffset? time = null, string prompt = "Write a haiku about rain.") =>
        $$"""{"type":"call","id":"{{id}}","time":"{{Time(time ?? Monday)}}","account":"{{account}}","model":"m1","inputTokens":"""
        + $$"""10,"outputTokens":20,"prompt":"{{prompt}}"}""";

    public static string Account(string account, DateTimeOffset? time = null) =>
        $$"""{"type":"account","time":"{{Time(time ?? Monday)}}","account":"{{account}}","country":"US","kyc":"email"}""";

    public static string Ban(string account, DateTimeOffset? time = null) =>
        $$"""{"type":"ban","time":"{{Time(time ?? Monday)}}","account":"{{account}}","reason":"abuse"}""";

    /// <summary>A few days of a few dozen accounts' traffic.</summary>
    public static IEnumerable<string> Traffic(int accounts = 40, int days = 2)
    {
        for (var account = 0; account < accounts; account++)
        {
            yield return Account($"acct_{account:d3}");
            for (var call = 0; call < 5 * days; call++)
            {
                var time = Monday.AddHours(call * 24.0 / 5).AddMinutes(7 * account).AddSeconds(call);
                yield return Call(
                    $"acct_{account:d3}",
                    $"{account}-{call}",
                    time,
                    $"Explain step by step topic {account * call % 17} of list {account % 3} to me."
                );
            }
        }
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}

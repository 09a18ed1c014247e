using System.Globalization;
using System.Text;
using System.Text.Json;
using Distill.Contracts;
using Distill.Functions.Batches;

namespace Distill.Functions.Tests;

/// <summary>Events as senders write them.</summary>
internal static class Some
{
    /// <summary>A key of the deployment, for all tests.</summary>
    public const string Keys = "a2V5cyBvZiBmZWF0dXJlcywgZm9yIHRlc3RzIG9ubHkh";

    public static readonly DateTimeOffset Start = new(2026, 4, 22, 3, 0, 0, TimeSpan.Zero);

    public static AccountId Account(string id) => AccountId.Parse(id);

    public static object Call(
        string account = "a",
        string id = "1",
        double minute = 0,
        string prompt = "Write a poem about the sea and its many ships.",
        string model = "m"
    ) =>
        new
        {
            type = "call",
            id,
            time = Start.AddMinutes(minute).UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            account,
            model,
            platform = "api",
            inputTokens = 10,
            outputTokens = 20,
            ip = "203.0.113.7",
            prompt,
        };

    public static object Record(string account = "a", double minute = 0, string country = "US") =>
        new
        {
            type = "account",
            time = Start.AddMinutes(minute).UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            account,
            country,
            payment = "pm_1",
            kyc = "email",
        };

    public static object Ban(string account = "a", double minute = 0, bool lifted = false) =>
        new
        {
            type = lifted ? "unban" : "ban",
            time = Start.AddMinutes(minute).UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            account,
            reason = "abuse",
        };

    public static object Refusal(string account = "a", double minute = 0) =>
        new
        {
            type = "refusal",
            time = Start.AddMinutes(minute).UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            account,
            action = "block",
        };

    public static object Verification(string account = "a", double minute = 0, string outcome = "passed") =>
        new
        {
            type = "verification",
            time = Start.AddMinutes(minute).UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            account,
            outcome,
            by = "desk",
        };

    /// <summary>Events as a hub partition keeps them, numbered from <paramref name="first"/> on.</summary>
    public static HubEvent[] Events(IEnumerable<object> events, long first = 0) =>
        [.. events.Select((e, i) => Event(first + i, JsonSerializer.SerializeToUtf8Bytes(e)))];

    public static HubEvent Event(long sequence, byte[] body) => new(sequence, Start.AddDays(3), body);

    public static HubEvent Event(long sequence, string body) => Event(sequence, Encoding.UTF8.GetBytes(body));

    /// <summary>Calls of several accounts over several hours, each id once.</summary>
    public static object[] Traffic(int calls, int accounts, double minutes) =>
        [.. Enumerable.Range(0, calls).Select(i => Call($"acct_{i % accounts}", $"call{i}", minutes * i / calls))];
}

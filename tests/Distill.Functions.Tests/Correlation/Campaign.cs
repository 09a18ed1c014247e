using System.Globalization;
using Distill.Contracts;
using Distill.Core;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Windows;
using Distill.Functions.Batches;

namespace Distill.Functions.Tests.Correlation;

/// <summary>
/// A day of 120 people, and of one operator with twelve accounts on four cards and five machines, who uses them in turn with four framings.
/// </summary>
internal static class Campaign
{
    private const int People = 120;

    private static readonly string[] s_framings =
    [
        "You are a careful teacher of mathematics who always shows every step of the work before the final answer.",
        "Act as a reviewer of scientific papers and name the three weakest points of what follows, each with a reason.",
        "Below stands a task out of our collection. Solve it, then grade your own solution from one to ten.",
        "Write the plan of an agent that solves this with a shell and an editor, one tool call to a line.",
    ];

    private static readonly string[] s_words =
    [
        "river",
        "lamp",
        "tax",
        "garden",
        "python",
        "violin",
        "bread",
        "engine",
        "letter",
        "cloud",
        "index",
        "paint",
        "verb",
        "harbour",
        "cell",
        "price",
    ];

    private static readonly Lazy<CorrelationState> s_audit = new(MakeAudit);

    public static object[] Events { get; } = [.. Make().OrderBy(e => e.Minute).Select(e => e.Event)];

    /// <summary>The same events by hub partition. All events of an account are in one partition.</summary>
    public static IEnumerable<(string Partition, HubEvent[] Events)> Partitions(Func<double, bool> minute) =>
        Make()
            .OrderBy(e => e.Minute)
            .GroupBy(e => e.Account % 3)
            .Select(g =>
                (
                    g.Key.ToString(CultureInfo.InvariantCulture),
                    Some.Events(g.Select(e => e.Event)).Zip(g).Where(x => minute(x.Second.Minute)).Select(x => x.First).ToArray()
                )
            );

    /// <summary>The events of an account that nobody has seen: its record, and two calls with framings of the operator.</summary>
    /// <param name="account">The account.</param>
    /// <param name="minute">When the first call is; the second comes a minute later.</param>
    /// <param name="card">What it pays with. The operator's cards are <c>pm_shared_0</c> to <c>pm_shared_3</c>.</param>
    /// <param name="plain">How many calls without framings come after those.</param>
    /// <param name="device">Its device. Null for one of its own with <c>pm_shared_1</c>, and else for one of the operator's.</param>
    public static (object Record, object[] Calls) Newcomer(
        string account,
        double minute,
        string card = "pm_shared_1",
        int plain = 0,
        string? device = null
    )
    {
        var record = new
        {
            type = "account",
            time = Time(minute - 30),
            account,
            created = Time(minute - 40),
            payment = card,
            device = device ?? (card == "pm_shared_1" ? $"dv_{account}" : "dv_shared_2"),
            emailDomain = "gmail.com",
            kyc = "email",
        };
        var calls = Enumerable
            .Range(0, 2 + plain)
            .Select(i =>
                Some.Call(
                    account,
                    $"{account}-{i}",
                    minute + i,
                    $"{(i < 2 ? s_framings[i] : "")} {string.Join(' ', s_words.Skip(i % 9).Take(6))} number {i} of {account}"
                )
            );
        return (record, [.. calls]);
    }

    /// <summary>What Core finds in the events if it has them all at once, as in an audit.</summary>
    public static CorrelationState Audit() => s_audit.Value;

    private static CorrelationState MakeAudit()
    {
        var parser = new EventParser(new EventLimits());
        var population = new Population();
        var calls = new SortedDictionary<Hour, List<ApiCall>>();
        foreach (var read in Some.Events(Events))
        {
            var parsed = parser.Parse(read.Body.Span, read.Enqueued);
            if (parsed.Account is { } record)
            {
                population.Add(record);
            }
            else
            {
                (calls.TryGetValue(parsed.Call.Hour, out var own) ? own : calls[parsed.Call.Hour] = []).Add(parsed.Call);
            }
        }

        var options = new DetectionOptions();
        var correlator = new Correlator(options);
        var state = CorrelationState.Empty;
        foreach (var hour in CorrelationSchedule.Due(null, calls.Keys, calls.Keys.Last(), options.LookbackHours))
        {
            population.DropBefore(hour - options.LookbackHours + 1);
            foreach (var call in calls.GetValueOrDefault(hour, []))
            {
                var window = new CallWindow(call.Account, hour);
                window.Add(call);
                population.Add(window);
            }

            state = correlator.Correlate(population, hour, state);
        }

        return state;
    }

    private static IEnumerable<(double Minute, int Account, object Event)> Make()
    {
        var random = new Random(1);
        for (var account = 0; account < People + 12; account++)
        {
            var driven = account >= People;
            yield return (
                -60,
                account,
                new
                {
                    type = "account",
                    time = Time(-60),
                    account = $"acct_{account}",
                    created = Time(driven ? -120 : -100_000 * random.NextDouble()),
                    payment = driven ? $"pm_shared_{account % 4}" : $"pm_{account}",
                    device = driven ? $"dv_shared_{account % 5}" : $"dv_{account}",
                    emailDomain = "gmail.com",
                    country = "US",
                    kyc = "email",
                }
            );
            for (var i = 0; i < (driven ? 30 : 8); i++)
            {
                var minute = driven ? (i * 47) + ((account - People) * 4) : 1440 * random.NextDouble();
                var body = string.Join(' ', Enumerable.Range(0, 30).Select(_ => s_words[random.Next(s_words.Length)]));
                var prompt = driven ? $"{s_framings[i % 4]} {body}" : body;
                yield return (
                    minute,
                    account,
                    new
                    {
                        type = "call",
                        id = $"{account}-{i}",
                        time = Time(minute),
                        account = $"acct_{account}",
                        model = "m",
                        platform = "api",
                        inputTokens = 60,
                        outputTokens = 500,
                        ip = driven ? $"198.51.{account}.7" : $"10.{account}.{i % 4}.1",
                        asn = driven ? 64500 : 100 + account,
                        userAgent = driven ? "python-httpx/0.27" : $"agent/{account % 9}",
                        prompt,
                    }
                );
            }
        }
    }

    private static string Time(double minute) => Some.Start.AddMinutes(minute).UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}

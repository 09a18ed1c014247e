using Distill.Core.Events;
using Distill.Core.Windows;

namespace Distill.Core.Tests;

/// <summary>Three days of 300 customers, and of a campaign of 24 accounts, h00 to h23, that share cards and six framings and take turns.</summary>
internal static class CampaignTraffic
{
    /// <summary>New accounts without a card, which repeat one of the campaign's framings each, in an hour or a few.</summary>
    public static (CallWindow[] Windows, AccountRecord[] Records) ThrowAways(int accounts, int calls)
    {
        var random = new Random(2);
        return (
            [
                .. Enumerable
                    .Range(0, accounts * calls)
                    .Select(i =>
                        Some.Window(
                            Some.Call(
                                $"t{i % accounts:000}",
                                time: Some.Time.AddHours(1 + (i / accounts)),
                                prompt: $"{Frame(i % accounts % 6)} {Body(random)}",
                                ip: $"10.{i % accounts}.77.1",
                                client: 3
                            )
                        )
                    ),
            ],
            [.. Enumerable.Range(0, accounts).Select(i => Some.Record($"t{i:000}", Some.Time.AddMinutes(i % 50), payment: ""))]
        );
    }

    /// <param name="hydra">Whether the campaign is there.</param>
    /// <param name="around">Returns the prompt of an account with what its client writes around it. Null for prompts as they are.</param>
    public static (CallWindow[] Windows, AccountRecord[] Records) Create(bool hydra, Func<string, string, string>? around = null)
    {
        around ??= (_, prompt) => prompt;
        var random = new Random(11);
        var calls = new List<ApiCall>();
        var records = new List<AccountRecord>();
        for (var i = 0; i < 300; i++)
        {
            var account = $"c{i:000}";
            records.Add(Some.Record(account, Some.Time.AddDays(-random.Next(1, 400))));
            var sittings = (int)Math.Exp(1 + (2 * random.NextDouble()));
            for (var s = 0; s < sittings; s++)
            {
                var start = Some.Time.AddDays(random.Next(3)).AddHours(9 + (9 * random.NextDouble()));
                for (var n = 0; n < 4; n++)
                {
                    calls.Add(
                        Some.Call(
                            account,
                            time: start.AddMinutes(2 * n),
                            prompt: around(account, $"{(i % 3 == 0 ? Frame(100 + i) : "")} {Body(random)}"),
                            ip: $"10.{i % 256}.{i / 256}.1",
                            client: (ulong)(1 + (i % 5))
                        )
                    );
                }
            }
        }

        if (hydra)
        {
            var idle = new List<int>(Enumerable.Range(0, 24));
            // The load goes up and down, as an operator's does: turns get shorter and longer for all accounts together.
            for (var minute = 0; minute < 3 * 1440; minute += 3 + (int)(7 * (1 + Math.Sin(minute / 97.0))))
            {
                var pick = idle[random.Next(6)];
                idle.Remove(pick);
                idle.Add(pick);
                for (var n = 0; n < 2; n++)
                {
                    calls.Add(
                        Some.Call(
                            $"h{pick:00}",
                            time: Some.Time.AddMinutes(minute + n),
                            prompt: around($"h{pick:00}", $"{Frame(random.Next(6))} {Body(random)}"),
                            ip: $"172.{pick}.0.1"
                        )
                    );
                }
            }

            records.AddRange(
                Enumerable.Range(0, 24).Select(i => Some.Record($"h{i:00}", Some.Time.AddDays(-random.Next(1, 400)), payment: $"card{i / 2}"))
            );
        }

        return ([.. calls.GroupBy(c => (c.Account, c.Hour)).Select(g => Some.Window([.. g]))], [.. records]);
    }

    /// <summary>Twelve words, others for each number.</summary>
    public static string Frame(int n) =>
        string.Join(' ', Enumerable.Range(0, 12).Select(i => $"frame{(char)('a' + (n % 26))}{(char)('a' + (n / 26))}{(char)('a' + i)}"));

    /// <summary>Fourteen words at random.</summary>
    public static string Body(Random random) =>
        string.Join(
            ' ',
            Enumerable.Range(0, 14).Select(_ => $"w{(char)('a' + random.Next(26))}{(char)('a' + random.Next(26))}{(char)('a' + random.Next(26))}")
        );
}

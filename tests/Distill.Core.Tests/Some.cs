using System.Text;
using Distill.Contracts;
using Distill.Contracts.Prompts;
using Distill.Core.Events;
using Distill.Core.Framings;
using Distill.Core.Profiles;
using Distill.Core.Windows;

namespace Distill.Core.Tests;

/// <summary>Makes facts for tests. A test states only what it is about.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Time = new(2026, 4, 22, 3, 0, 0, TimeSpan.Zero);

    public static AccountId Account(string id) => AccountId.Parse(id);

    public static ApiCall Call(
        string account = "acct_1",
        string? id = null,
        DateTimeOffset? time = null,
        string prompt = "",
        string model = "m-1",
        string ip = "203.0.113.7",
        ulong client = 7,
        Exchanges exchanges = default
    )
    {
        var network = NetworkPrefix.TryParse(Encoding.UTF8.GetBytes(ip), out var known) ? known : default;
        var at = time ?? Time;
        return new ApiCall
        {
            Id = Fingerprint.Of(Encoding.UTF8.GetBytes(id ?? $"{account}/{at.Ticks}/{prompt}")),
            Account = Account(account),
            Micros = (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
            Model = model,
            Platform = "api",
            Reseller = "",
            InputTokens = 10,
            OutputTokens = 20,
            Network = network,
            Client = client,
            Exchanges = exchanges,
            Prompt = PromptFeatureExtractor.Extract(Encoding.UTF8.GetBytes(prompt)),
        };
    }

    public static AccountRecord Record(
        string account,
        DateTimeOffset? created = null,
        string? payment = null,
        string? domain = null,
        KnowYourCustomer kyc = KnowYourCustomer.Email
    ) =>
        new()
        {
            Account = Account(account),
            Time = created ?? Time.AddDays(-30),
            Created = created ?? Time.AddDays(-30),
            Payment = payment ?? $"pm_{account}",
            EmailDomain = domain ?? "mail.example",
            Device = $"dv_{account}",
            Kyc = kyc,
        };

    /// <summary>A family of so many framings, each found by one key.</summary>
    public static FramingFamily Family(int framings) =>
        new(
            [
                .. Enumerable
                    .Range(0, framings)
                    .Select(i => FramingKey.Of((uint)(1000 + i), 0, isTail: false))
                    .Select(key => new Framing(key, [key], Needed: 1)),
            ],
            100
        );

    public static AccountProfile Profile(IEnumerable<ApiCall> calls, AccountRecord? record = null, DateTimeOffset? banned = null)
    {
        var list = calls.ToArray();
        var population = new Population();
        foreach (var byHour in list.GroupBy(c => c.Hour))
        {
            population.Add(Window([.. byHour]));
        }

        if (record is not null)
        {
            population.Add(record);
        }

        if (banned is { } time)
        {
            population.Add(new BanRecord(list[0].Account, time, Lifted: false, "abuse"));
        }

        return AccountProfile.Of(population.Histories.Single(h => h.Account == list[0].Account), DateTimeOffset.MaxValue, new ProfileScratch())
            ?? throw new InvalidOperationException("A profile needs a call.");
    }

    public static CallWindow Window(params ReadOnlySpan<ApiCall> calls)
    {
        var window = new CallWindow(calls[0].Account, calls[0].Hour);
        foreach (ref readonly var call in calls)
        {
            window.Add(call);
        }

        return window;
    }
}

using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;
using Distill.Functions.Batches;
using Distill.Functions.Newcomers;
using Distill.Functions.Publishing;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Correlation;

namespace Distill.Functions.Tests.Newcomers;

/// <summary>What tests of newcomers have in common: a store in which a run found an operator, and accounts that come after it.</summary>
internal static class NewcomerCase
{
    // An hour after the last one that was correlated.
    public const double Minute = 1560;

    private static readonly Dictionary<string, string?> s_settings = new() { ["Distill:Correlation:SaveEvery"] = "00:05:00" };

    public static async Task<string> FindOperatorAsync(AzuriteFixture azurite)
    {
        var store = azurite.NewAccount();
        await using var instance = Start(store);
        foreach (var (partition, events) in Campaign.Partitions(_ => true))
        {
            await instance.IngestAsync(partition, events);
        }

        await instance.CorrelateAsync();
        return store;
    }

    public static Instance Start(string store, Dictionary<string, string?>? settings = null, Faults? faults = null)
    {
        var instance = new Instance(store, faults, new Dictionary<string, string?>([.. s_settings, .. settings ?? []]));
        return instance;
    }

    public static async Task SendAsync(
        Instance instance,
        string account,
        string card = "pm_shared_1",
        int plain = 0,
        double minute = Minute,
        long first = 5_000_000,
        string? id = null,
        string? device = null
    )
    {
        var (record, calls) = Campaign.Newcomer(account, minute, card, plain, device);
        HubEvent[] events = id is null
            ? Some.Events([record, .. calls], first)
            : Some.Events(
                [Some.Call(account, id, minute, "Act as a reviewer of scientific papers and name the three weakest points of what follows.")],
                first
            );
        await instance.IngestAsync("1", events.Select(e => e with { Enqueued = Some.Start.AddDays(3) }));
    }

    public static Task JudgeAsync(Instance instance) => instance.Get<NewcomerRun>().JudgeAsync(default);

    public static Task<LedgerState> LedgerAsync(Instance instance) => instance.Get<Ledger>().ReadAsync(LedgerState.Empty, default);

    public static async Task<(VerdictLevel Level, VerdictAction Action, string Signal)> VerdictAsync(Instance instance, string account)
    {
        var verdict = (await instance.Get<ViewFollower>().ReadAsync(default)).Find(Some.Account(account)).Verdict;
        return (verdict.Level, verdict.Action, verdict.Reasons[0].Signal);
    }

    /// <summary>What the last run says, without provisional verdicts and people's decisions.</summary>
    public static async Task<Verdict> StoredVerdictAsync(Instance instance, string account)
    {
        var state = await LedgerAsync(instance);
        return (await instance.Get<AccountVerdictTable>().FindAsync(Some.Account(account), state.AsOf, default))!;
    }

    public static async Task<(VerdictAction Action, string Signal)> ActionAsync(Instance instance, string account)
    {
        var (_, action, signal) = await VerdictAsync(instance, account);
        return (action, signal);
    }

    public static AccountOverride Allow(string account) =>
        new()
        {
            Id = "o1",
            Number = 0,
            Account = Some.Account(account),
            Kind = OverrideKind.Allow,
            By = "ana",
            Why = "known",
            At = Some.Start.AddDays(3),
            Expires = Some.Start.AddDays(30),
        };
}

using Distill.Core.Clusters;
using Distill.Functions.Publishing;
using Distill.Functions.Tests.Publishing;

namespace Distill.Functions.Tests.Api;

/// <summary>What tests of decisions have in common: a store with one suspect cluster, and the calls of an analyst.</summary>
internal static class DecisionCalls
{
    public static readonly Cluster TheCluster = Run.Cluster(1, 12);

    public static async Task<Instance> StartAsync(AzuriteFixture azurite, Dictionary<string, string?>? settings = null)
    {
        var instance = new Instance(azurite.NewAccount(), settings: settings);
        await Run.SaveAsync(instance, Run.First, [.. Run.Verdicts(TheCluster), Run.Verdict("other")], TheCluster);
        return instance;
    }

    public static async Task<string> CaughtUpAsync(Instance instance) =>
        (await ApiCall.GetAsync(instance, "verdicts/changes")).Json.GetProperty("cursor").GetString()!;

    public static Task<Answer> DecideAsync(Instance instance, object body, params (string, string)[] headers) =>
        ApiCall.PostAsync(instance, $"clusters/{TheCluster.Id}/decisions", body, headers);

    public static Task<Answer> OverrideAsync(Instance instance, string account, object body, params (string, string)[] headers) =>
        ApiCall.PostAsync(instance, $"accounts/{account}/overrides", body, headers);

    public static async Task<string> VerdictAsync(Instance instance, string account)
    {
        await instance.Get<ViewFollower>().ReadAsync(default);
        var verdict = (await ApiCall.GetAsync(instance, $"verdicts/{account}")).Json;
        return $"{verdict.GetProperty("level")} {verdict.GetProperty("action")}";
    }

    public static async Task<(int, string?)> StatusAsync(Task<Answer> answer) => ((await answer).Status, (await answer).Code);
}

using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Newcomers;
using Distill.Core.Options;
using Distill.Core.Windows;

namespace Distill.Core.Tests.Newcomers;

/// <summary>A run finds an operator of 24 accounts on cards of two. Then accounts come that nobody has seen.</summary>
internal static class NewcomerCase
{
    public static readonly (CallWindow[] Windows, AccountRecord[] Records) Traffic = CampaignTraffic.Create(hydra: true);
    public static readonly DateTimeOffset Later = Some.Time.AddDays(3);
    private static readonly Lazy<CorrelationState> s_found = new(() => Run(Traffic.Windows, Traffic.Records));

    public static CorrelationState Found => s_found.Value;

    public static OperatorIndex Known => Found.Operators!;

    public static NewcomerFinding? Judge(AccountRecord? record, params ApiCall[] calls) =>
        NewcomerJudge.Judge(Known, Some.Account("new"), calls, Facts(record), 1);

    public static AccountFacts? Facts(AccountRecord? record) => record is null ? null : new AccountFacts(record);

    public static AccountRecord Record(string card) => Some.Record("new", Later, payment: card);

    public static ApiCall Framed(string account, int framing, DateTimeOffset? time = null) =>
        Some.Call(
            account,
            time: (time ?? Later).AddMinutes(framing),
            prompt: $"{CampaignTraffic.Frame(framing)} {CampaignTraffic.Body(new Random(framing))}",
            ip: "10.200.0.1",
            client: 3
        );

    public static ApiCall Plain(string account) => Some.Call(account, time: Later, prompt: CampaignTraffic.Body(new Random(77)), ip: "10.200.0.1");

    public static CorrelationState Run(CallWindow[] windows, AccountRecord[] records)
    {
        using var population = new Population();
        foreach (var record in records)
        {
            population.Add(record);
        }

        foreach (var window in windows)
        {
            population.Add(window);
        }

        return new Correlator(new DetectionOptions()).Correlate(population, Hour.Of(Later) - 1, CorrelationState.Empty);
    }
}

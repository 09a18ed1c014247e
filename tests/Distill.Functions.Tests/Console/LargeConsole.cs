using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Core.Portraits;
using Distill.Core.Profiles;
using Distill.Functions.Publishing;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Publishing;

namespace Distill.Functions.Tests.Console;

/// <summary>A store as a large desk finds it: 5,000 clusters, a campaign of 10,000 accounts, an operation around it, and decisions.</summary>
internal static class LargeConsole
{
    private const int Small = 5_000;
    private const int Decided = 100;
    private const int Assigned = 500;

    /// <summary>The campaign: it took the most.</summary>
    public static Cluster Campaign { get; } =
        Run.Cluster(1, 10_000, 40, VerdictLevel.Confirmed, "big") with
        {
            Evidence = ConsoleCase.Campaign.Evidence,
            Models = ConsoleCase.Campaign.Models,
            Platforms = ConsoleCase.Campaign.Platforms,
            Resellers = ConsoleCase.Campaign.Resellers,
            Calls = 1_482_300,
            InputTokens = 310_400_000,
            OutputTokens = 982_600_000,
        };

    /// <summary>The operation of the campaign and of the clusters beside it.</summary>
    public static OperationId Operation { get; } = OperationId.Parse("operation-5b1f0c7d2a90");

    public static async Task<Instance> StartAsync(AzuriteFixture azurite)
    {
        var instance = new Instance(azurite.NewAccount());
        var all = Enumerable.Range(2, Small).Select(i => Run.Cluster(i, 8, prefix: $"s{i}-") with { OutputTokens = i }).Prepend(Campaign);
        Cluster[] clusters = [.. all.Select((c, i) => Joined(Held(c), i))];
        await Run.SaveAsync(instance, Run.First, clusters.SelectMany(c => Run.Verdicts(c with { Accounts = c.Everyone })), clusters);
        await instance.Get<PortraitTable>().SaveAsync(Run.First, [ConsolePortrait.Of(Campaign)], default);
        await instance.Get<RunWeightsTable>().SaveAsync(ConsoleRun.Weights(Run.First, clusters), default);
        await instance.Get<ValueTable>().SaveAsync(Values(clusters), default);
        await instance.Get<ResellerTable>().SaveAsync(ConsoleRun.Review(Run.First), default);
        await instance.Get<FactDaysTable>().SaveAsync(ConsoleRun.Days(Run.First), default);
        foreach (var cluster in clusters.Take(Assigned))
        {
            await instance
                .Get<DeskTable>()
                .AddAsync(
                    new DeskEntry(cluster.Id, "1", DeskEntryKind.Assignment, "ana")
                    {
                        At = instance.Time.GetUtcNow(),
                        Text = $"ben{cluster.Size % 7}",
                    },
                    default
                );
        }

        foreach (var cluster in clusters[1000..(1000 + Decided)])
        {
            await instance
                .Get<AnalystDecisions>()
                .DecideAsync(
                    now => now.Find(cluster.Id) is { } on ? [on] : [],
                    $"d{cluster.Id}",
                    on => Decision(on, instance.Time.GetUtcNow()),
                    default
                );
        }

        return instance;
    }

    // Five values of each account, shared by four, and one network of the campaign.
    private static ValueIndex Values(Cluster[] clusters) =>
        new(
            Run.First,
            [
                .. ConsoleRun.Values(Run.First, clusters[0], clusters[1]).Values,
                .. clusters.SelectMany(c =>
                    c.Everyone.Chunk(4)
                        .SelectMany(own =>
                            Enumerable
                                .Range(0, 5)
                                .Select(i => new IndexedValue(
                                    i % 2 == 0 ? SharedKind.Card : SharedKind.Device,
                                    Trait.Of(TraitKind.Payment, $"{own[0]}/{i}").Value,
                                    [new ValueHolders(c.Id, own.Length, own)]
                                ))
                        )
                ),
            ]
        );

    // A cluster whose members a run no longer found in part: its list of all members is put together when it is asked for.
    private static Cluster Held(Cluster cluster) =>
        cluster.Size < 10_000
            ? cluster
            : cluster with
            {
                Accounts = [.. cluster.Accounts.Where((_, i) => i % 10 != 0)],
                Held = [.. cluster.Accounts.Where((_, i) => i % 10 == 0)],
            };

    // The first seven are one operation, the next hundred are operations of two.
    private static Cluster Joined(Cluster cluster, int index) =>
        index < 7 ? ConsoleOperations.Joined(cluster, Operation)
        : index < 107 ? ConsoleOperations.Joined(cluster, OperationId.Parse($"operation-{index / 2:x12}"))
        : cluster;

    private static ClusterDecision Decision(Cluster on, DateTimeOffset now) =>
        new()
        {
            Id = $"d{on.Id}",
            Number = 0,
            Kind = on.OutputTokens % 2 == 0 ? DecisionKind.Confirm : DecisionKind.Dismiss,
            On = on,
            Action = VerdictAction.Block,
            By = "ana",
            Why = "Invoices say so.",
            At = now,
        };
}

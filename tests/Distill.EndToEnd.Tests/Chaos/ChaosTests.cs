using System.Text;

namespace Distill.EndToEnd.Tests.Chaos;

/// <summary>
/// Two hosts share a hub and a storage. Workers, hosts, the Event Hubs endpoint and Azurite die at random, storage throttles and breaks connections,
/// and events come twice. At the end everything stored and answered is what an undisturbed run of the same events leaves, byte for byte. And the
/// undisturbed run says of every account what <c>audit</c> says of the same events.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    // Limits what can hang; nothing is measured by it.
    private static readonly TimeSpan s_limit = TimeSpan.FromHours(6);

    [Fact]
    public Task FewFaults_LeaveNoDifference() => RunAsync(ChaosPlan.Small);

    /// <summary>
    /// By command: <c>dotnet run -c Release --project tests/Distill.EndToEnd.Tests -- -explicit only -class "*ChaosTests" -showliveoutput</c>,
    /// with <c>DISTILL_CHAOS_FAULTS</c> and <c>DISTILL_CHAOS_SEED</c> in the environment for another number of faults and other ones.
    /// </summary>
    [Fact(Explicit = true)]
    public Task FaultsAsAsked_LeaveNoDifference() => RunAsync(ChaosPlan.Asked);

    private async Task RunAsync(ChaosPlan plan)
    {
        using var limit = new CancellationTokenSource(s_limit);
        var traffic = ChaosTraffic.Create(plan.Rounds);
        var runs = await Task.WhenAll(UndisturbedAsync(traffic, limit.Token), DisturbedAsync(plan, traffic, limit.Token));
        var (undisturbed, disturbed) = (runs[0], runs[1]);

        string[] differences =
        [
            .. undisturbed.Except(disturbed).Select(line => $"- {line}"),
            .. disturbed.Except(undisturbed).Select(line => $"+ {line}"),
        ];
        output.WriteLine($"{differences.Length} differences in {undisturbed.Length} rows and answers.");
        Assert.Contains(undisturbed, line => line.StartsWith("clusters ", StringComparison.Ordinal));
        Assert.Contains(
            undisturbed,
            line => line.StartsWith("GET verdicts/", StringComparison.Ordinal) && line.Contains("\"confirmed\"", StringComparison.Ordinal)
        );
        Assert.True(differences.Length == 0, string.Join('\n', differences.Take(20).Select(line => line.Length > 600 ? line[..600] + "..." : line)));
        Assert.Equal(undisturbed, disturbed);
    }

    private async Task<string[]> UndisturbedAsync(ChaosTraffic traffic, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var cluster = await ChaosCluster.StartAsync(folder.Path, 1, new StorageFaults(0, 0));
        var run = new ChaosRun(cluster, 0);
        foreach (var round in traffic.Rounds)
        {
            await run.RunAsync(round, duplicates: false, cancellationToken);
        }

        var log = Path.Combine(folder.Path, "log.jsonl");
        await File.WriteAllLinesAsync(
            log,
            traffic.Rounds.SelectMany(round => round).SelectMany(send => send.Bodies).Select(Encoding.UTF8.GetString),
            cancellationToken
        );
        var audited = await AuditedLog.AuditAsync(log, Path.Combine(folder.Path, "audit"));
        await audited.AssertNoDifferenceAsync(cluster.Hosts[0].Http, output);
        return await Snapshot.ReadAsync(cluster.Storage.DirectConnectionString, cluster.Hosts[0].Http, traffic.Accounts);
    }

    private async Task<string[]> DisturbedAsync(ChaosPlan plan, ChaosTraffic traffic, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var faults = new StorageFaults(plan.Seed, ChaosPlan.FaultShare);
        await using var cluster = await ChaosCluster.StartAsync(folder.Path, 2, faults);
        var (run, killer) = (new ChaosRun(cluster, plan.Seed), new Killer(plan, cluster, faults));
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var killing = killer.RunAsync(broken.Token);
        _ = killing.ContinueWith(_ => broken.Cancel(), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        try
        {
            foreach (var round in traffic.Rounds)
            {
                await run.RunAsync(round, duplicates: true, broken.Token);
                output.WriteLine($"{DateTime.UtcNow:HH:mm:ss} A round is done after {killer.Kills} kills.");
            }

            // What is left of the kills meets events that came before, once more.
            for (var i = 0; !killing.IsCompleted; i = (i + 1) % traffic.Rounds.Count)
            {
                await run.RunAsync(traffic.Rounds[i], duplicates: true, broken.Token);
                output.WriteLine($"{DateTime.UtcNow:HH:mm:ss} A round was sent once more, after {killer.Kills} kills.");
            }
        }
        catch (OperationCanceledException) when (killing.IsFaulted)
        {
            // What could not be started again is the reason.
        }

        await killing;
        faults.Enabled = false;
        await run.RunAsync([], duplicates: false, cancellationToken);
        output.WriteLine($"Seed {plan.Seed}. Killed {killer.Kills}: {Text(killer.Counts)}.");
        output.WriteLine($"Storage faults {faults.Counts.Values.Sum()}: {Text(faults.Counts)}.");
        output.WriteLine($"Correlations that failed and were repeated: {run.FailedRuns}.");
        return await Snapshot.ReadAsync(cluster.Storage.DirectConnectionString, cluster.Hosts[1].Http, traffic.Accounts);
    }

    private static string Text<TKind, TCount>(IReadOnlyDictionary<TKind, TCount> counts) =>
        string.Join(", ", counts.Select(c => $"{c.Key} {c.Value}"));
}

using System.Collections.Concurrent;
using Distill.Cli.Hub;
using Distill.Contracts.Verdicts;
using Distill.Files;
using Distill.Simulation;

namespace Distill.Cli.Demo;

/// <summary>The demo's steps, from the running app to the verdicts.</summary>
internal sealed class DemoRun(StepTimes steps, SimulationRun simulation)
{
    private const int Readers = 16;

    /// <exception cref="DemoFailure">A step failed.</exception>
    /// <exception cref="HubFailure">The app's hub takes no events.</exception>
    public async Task<DemoFindings> RunAsync(AppProcess app, CancellationToken cancellationToken)
    {
        using var client = new AppClient(app.Endpoints);
        var sent = await steps
            .RunAsync("Send simulated calls over AMQP", gauge => SendAsync(app.Endpoints, gauge, cancellationToken))
            .ConfigureAwait(false);
        await steps.RunAsync("Finish taking them in", gauge => IngestAsync(app, client, sent, gauge, cancellationToken)).ConfigureAwait(false);
        await steps.RunAsync("Correlate, hour by hour", _ => CorrelateAsync(app, client, cancellationToken)).ConfigureAwait(false);
        var verdicts = await steps.RunAsync("Read verdicts over HTTP", gauge => ReadAsync(client, gauge, cancellationToken)).ConfigureAwait(false);
        return new DemoFindings(simulation.Truth, verdicts);
    }

    private async Task<long> SendAsync(AppEndpoints endpoints, Gauge gauge, CancellationToken cancellationToken)
    {
        var hub = await new HubTarget(endpoints.EventHubs, null, AppProcess.Hub, UseWebSockets: false)
            .ConnectAsync(cancellationToken)
            .ConfigureAwait(false);
        await using (hub.ConfigureAwait(false))
        {
            var sent = 0L;
            gauge.Total = (long)simulation.Scenario.Length.TotalMinutes;
            foreach (var one in simulation.Events())
            {
                await hub.SendAsync(one.Account, one.Json, cancellationToken).ConfigureAwait(false);
                sent++;
                gauge.Set(Math.Max(0, (long)(one.Time - simulation.Scenario.Start).TotalMinutes));
            }

            await hub.FlushAsync(cancellationToken).ConfigureAwait(false);
            return sent;
        }
    }

    private static async Task<bool> IngestAsync(AppProcess app, AppClient client, long sent, Gauge gauge, CancellationToken cancellationToken)
    {
        gauge.Total = sent;
        await UntilAsync(
                app,
                "take all events in",
                async token =>
                {
                    gauge.Set(await client.IngestedAsync(token).ConfigureAwait(false));
                    return gauge.Value >= sent;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> CorrelateAsync(AppProcess app, AppClient client, CancellationToken cancellationToken)
    {
        var run = await client.StartCorrelationAsync(cancellationToken).ConfigureAwait(false);
        await UntilAsync(app, "end the correlation", token => client.HasEndedAsync(run, token), cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<IReadOnlyDictionary<string, Verdict>> ReadAsync(AppClient client, Gauge gauge, CancellationToken cancellationToken)
    {
        var accounts = simulation.Truth.Kinds.Keys.ToArray();
        var verdicts = new ConcurrentDictionary<string, Verdict>(StringComparer.Ordinal);
        gauge.Total = accounts.Length;
        await Parallel
            .ForEachAsync(
                accounts,
                new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellationToken },
                async (account, token) =>
                {
                    verdicts[account] = await client.VerdictAsync(account, token).ConfigureAwait(false);
                    gauge.Add(1);
                }
            )
            .ConfigureAwait(false);
        return verdicts;
    }

    /// <summary>Waits as long as the app runs: a busy machine may be slow, and the host itself limits how long its functions run.</summary>
    private static async Task UntilAsync(
        AppProcess app,
        string what,
        Func<CancellationToken, Task<bool>> reached,
        CancellationToken cancellationToken
    )
    {
        while (!await reached(cancellationToken).ConfigureAwait(false))
        {
            if (app.HasEnded)
            {
                throw new DemoFailure($"The app ended before it could {what}. 'distill doctor' looks for the cause; the host's log says more.");
            }

            await Task.Delay(100, cancellationToken).ConfigureAwait(false);
        }
    }
}

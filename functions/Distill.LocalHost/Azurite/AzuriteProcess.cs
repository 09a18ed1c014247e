using System.Diagnostics;
using System.Text;
using Distill.Files;
using Distill.LocalHost.Logging;
using Distill.LocalHost.Machine;
using Distill.LocalHost.Settings;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Azurite;

/// <summary>Runs Azurite on the data folder, in its own process, which ends when this process does.</summary>
internal sealed class AzuriteProcess : IAsyncDisposable
{
    private const string LeashName = "azurite-leash.cjs";
    private const string KeepAliveSeconds = "600";

    // How long Azurite may take to stop. It is longer than the limit in the leash script.
    private static readonly TimeSpan s_stopPatience = TimeSpan.FromSeconds(90);

    // How long npm may take to download some 450 packages. A busy machine takes minutes.
    private static readonly TimeSpan s_installPatience = TimeSpan.FromMinutes(15);

    private readonly Process _started;
    private readonly AzuriteOutput _output;
    private readonly DataFolder _folder;
    private readonly ILogger _log;
    private readonly TaskCompletionSource<int> _died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _node;
    private bool _stopping;

    private AzuriteProcess(Process started, DataFolder folder, ILogger log)
    {
        _started = started;
        _folder = folder;
        _log = log;
        _output = new AzuriteOutput(started, log);
    }

    public int BlobPort { get; private set; }

    public int QueuePort { get; private set; }

    public int TablePort { get; private set; }

    /// <exception cref="StartupException">npx is missing, Azurite ended, or didn't listen in time.</exception>
    public static async Task<AzuriteProcess> StartAsync(
        LocalAzuriteSettings settings,
        DataFolder folder,
        ILogger log,
        CancellationToken cancellationToken
    )
    {
        var leash = folder.File(LeashName);
        await AzuriteRecord.EndLeftoverAsync(folder, leash, s_stopPatience, log, cancellationToken);
        WriteLeash(leash);
        var location = Directory.CreateDirectory(folder.File("azurite")).FullName;

        var package = await InstallAsync(log, cancellationToken);
        log.AzuriteStarting(AzuritePackage.Version, location);
        var azurite = new AzuriteProcess(Launch(settings, package, leash, location), folder, log);
        try
        {
            await azurite.ListenAsync(settings.StartTimeout, cancellationToken);
            log.AzuriteListens(azurite.TablePort, azurite.BlobPort, azurite.QueuePort);
            return azurite;
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes when Azurite ends by itself, with its process id. What it took in its last seconds may then be lost.</summary>
    public Task<int> Died => _died.Task;

    /// <summary>Closes Azurite's input, which ends it. Waits until the process has ended, and so its files are closed.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        _started.StandardInput.Close();
        await EndAsync(_node);
        await EndAsync(_started);
        AzuriteRecord.Remove(_folder);
        _node?.Dispose();
        _started.Dispose();
    }

    private async Task ListenAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            var pid = await _output.Pid.WaitAsync(limit.Token);
            _node = Process.GetProcessById(pid);
            AzuriteRecord.Of(_node).Write(_folder);
            BlobPort = await _output.BlobPort.WaitAsync(limit.Token);
            QueuePort = await _output.QueuePort.WaitAsync(limit.Token);
            TablePort = await _output.TablePort.WaitAsync(limit.Token);
            using var client = new HttpClient();
            // Any answer shows that it is ready. Since the request has no signature, Azurite refuses it.
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{TablePort}/"), limit.Token);
            _ = WatchAsync(_node);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StartupException($"Azurite didn't listen within {timeout}. It said:{Environment.NewLine}{_output.Tail()}");
        }
        catch (Exception e) when (e is AzuriteEndedException or ArgumentException)
        {
            throw new StartupException(
                $"Azurite {AzuritePackage.Version} ended instead of listening; is a port taken? It " + $"said:{Environment.NewLine}{_output.Tail()}",
                e
            );
        }
    }

    private async Task WatchAsync(Process node)
    {
        await node.WaitForExitAsync();
        if (!_stopping)
        {
            _log.AzuriteDied(node.Id);
            _died.TrySetResult(node.Id);
        }
    }

    private static async Task<string> InstallAsync(ILogger log, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_installPatience);
        try
        {
            return await AzuritePackage.InstallAsync(log, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StartupException($"Azurite {AzuritePackage.Version} was not installed within {s_installPatience}.");
        }
    }

    private static Process Launch(LocalAzuriteSettings settings, string package, string leash, string location) =>
        AzuritePackage.Start(
            new ProcessStartInfo(
                "node",
                [
                    leash,
                    "--silent",
                    "--skipApiVersionCheck",
                    "--disableTelemetry",
                    .. settings.InMemory ? (string[])["--inMemoryPersistence"] : ["--location", location],
                    "--blobPort",
                    $"{settings.BlobPort}",
                    "--queuePort",
                    $"{settings.QueuePort}",
                    "--tablePort",
                    $"{settings.TablePort}",
                    // By default, Azurite closes a connection after 5 seconds without use, sometimes just as a request comes. With this longer time,
                    // clients close unused connections first.
                    "--blobKeepAliveTimeout",
                    KeepAliveSeconds,
                    "--queueKeepAliveTimeout",
                    KeepAliveSeconds,
                    "--tableKeepAliveTimeout",
                    KeepAliveSeconds,
                ]
            )
            {
                WorkingDirectory = location,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["AZURITE_MODULES"] = Path.Combine(package, "node_modules") },
            }
        );

    private static void WriteLeash(string path)
    {
        using var script = typeof(AzuriteProcess).Assembly.GetManifestResourceStream(LeashName)!;
        using var reader = new StreamReader(script);
        DraftFile.Write(path, Encoding.UTF8.GetBytes(reader.ReadToEnd()));
    }

    private static async Task EndAsync(Process? process)
    {
        if (process is null)
        {
            return;
        }

        using var patience = new CancellationTokenSource(s_stopPatience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}

using Distill.LocalHost.Logging;
using Distill.LocalHost.Rpc.Messages;
using Distill.LocalHost.Settings;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Worker;

/// <summary>Keeps one worker running. When it ends by itself, this starts another, after pauses that grow.</summary>
internal sealed class WorkerKeeper : IAsyncDisposable
{
    // How often the first worker is started. It picks a port for its own server but binds it later, so another process may take the port first.
    private const int MostFirstStarts = 5;
    private static readonly TimeSpan s_leastPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_mostPause = TimeSpan.FromSeconds(30);

    // A worker that ran this long worked well. After it ends, the pauses begin again at the shortest one.
    private static readonly TimeSpan s_sound = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_endPatience = TimeSpan.FromSeconds(10);

    private readonly WorkerStart _start;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly Action _changed;
    private readonly CancellationTokenSource _stopping = new();
    private volatile TaskCompletionSource<WorkerSession> _ready = New();
    private WorkerSession? _session;
    private IReadOnlyList<RpcFunctionMetadata> _functions = [];
    private Task _keeping = Task.CompletedTask;
    private int _firstStarts;
    private int _restarts;

    /// <param name="start">How to start a worker.</param>
    /// <param name="log">Logs what happens.</param>
    /// <param name="time">The clock for the pauses.</param>
    /// <param name="changed">Called when another worker has taken over.</param>
    public WorkerKeeper(WorkerStart start, ILogger log, TimeProvider time, Action changed)
    {
        _start = start;
        _log = log;
        _time = time;
        _changed = changed;
    }

    /// <summary>Returns the current state of the worker.</summary>
    public WorkerReport Report()
    {
        var session = _session;
        var state =
            _stopping.IsCancellationRequested ? WorkerState.Stopping
            : _ready.Task.IsCompletedSuccessfully ? WorkerState.Running
            : _restarts == 0 ? WorkerState.Starting
            : WorkerState.Restarting;
        return new WorkerReport(state, session?.Process.Id ?? 0, session?.Identity.Version ?? "", session?.Identity.Runtime ?? "", _restarts);
    }

    /// <summary>Starts the first worker. Returns its functions.</summary>
    /// <exception cref="StartupException">The worker does not start.</exception>
    public Task<IReadOnlyList<RpcFunctionMetadata>> StartAsync(CancellationToken cancellationToken) =>
        WithFirstAsync((session, limited) => session.IndexAsync(limited), cancellationToken);

    /// <summary>Loads the functions. From then on, it keeps a worker running that has them.</summary>
    /// <exception cref="StartupException">A function can't be loaded.</exception>
    public async Task LoadAsync(IReadOnlyList<RpcFunctionMetadata> functions, CancellationToken cancellationToken)
    {
        _functions = functions;
        var session = await WithFirstAsync(LoadAsync, cancellationToken);
        _log.WorkerReady(session.Identity.Version, session.Identity.Runtime, session.Process.Id, functions.Count);
        _ready.TrySetResult(session);
        _keeping = Task.Run(() => KeepAsync(session), CancellationToken.None);
    }

    /// <summary>Returns a worker that has loaded the functions. Waits while there is none.</summary>
    public Task<WorkerSession> ReadyAsync(CancellationToken cancellationToken) => _ready.Task.WaitAsync(cancellationToken);

    /// <summary>Asks the worker to end, and kills it if it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }
        await _stopping.CancelAsync();
        await _keeping;
        if (_session is { } last)
        {
            await last.EndAsync(s_endPatience);
            await last.DisposeAsync();
        }
        _stopping.Dispose();
    }

    /// <summary>Does this with the first worker, or with the next one if the first one's port was taken.</summary>
    private async Task<T> WithFirstAsync<T>(Func<WorkerSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await LimitAsync(async limited => await work(_session ?? await ConnectFirstAsync(limited), limited), cancellationToken);
            }
            catch (WorkerLostException e)
            {
                var lost = _session!;
                await Task.WhenAny(lost.Process.Ended, Task.Delay(s_endPatience, _time, cancellationToken));
                var words = lost.Process.LastWords;
                await lost.DisposeAsync();
                _session = null;
                if (_firstStarts == MostFirstStarts || !words.Contains("address already in use", StringComparison.OrdinalIgnoreCase))
                {
                    throw new StartupException($"the worker ended while it started. It said:{Environment.NewLine}{words}", e);
                }
            }
            catch (FunctionFailedException e)
            {
                throw new StartupException($"the worker can't start: {e.Message}", e);
            }
        }
    }

    private async Task<WorkerSession> ConnectFirstAsync(CancellationToken cancellationToken)
    {
        _firstStarts++;
        _session = new WorkerSession(_start, Forget);
        _log.WorkerStarting(_session.Process.Id, _start.App.Folder);
        await _session.ConnectAsync(cancellationToken);
        return _session;
    }

    private async Task KeepAsync(WorkerSession session)
    {
        var pause = s_leastPause;
        try
        {
            while (true)
            {
                var began = _time.GetTimestamp();
                await session.Lost.WaitAsync(_stopping.Token);
                Forget(session);
                pause = _time.GetElapsedTime(began) > s_sound ? s_leastPause : pause;
                await session.DisposeAsync();
                _restarts++;
                _log.WorkerLost(session.Process.Id, session.Process.ExitCode, pause);
                session = await RestartAsync(pause);
                pause = Grown(pause);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The host stops. DisposeAsync ends the worker.
        }
    }

    private async Task<WorkerSession> RestartAsync(TimeSpan pause)
    {
        while (true)
        {
            await Task.Delay(pause, _time, _stopping.Token);
            var session = _session = new WorkerSession(_start, Forget);
            try
            {
                await LimitAsync(
                    async limited =>
                    {
                        await session.ConnectAsync(limited);
                        return await LoadAsync(session, limited);
                    },
                    _stopping.Token
                );
                _log.WorkerRestarted(session.Process.Id, _restarts);
                _ready.TrySetResult(session);
                _changed();
                return session;
            }
            catch (Exception e) when (e is WorkerLostException or FunctionFailedException or StartupException)
            {
                pause = Grown(pause);
                _log.WorkerRestartFailed(e, pause);
                await session.DisposeAsync();
            }
        }
    }

    private async Task<WorkerSession> LoadAsync(WorkerSession session, CancellationToken cancellationToken)
    {
        await session.LoadAsync(_functions, cancellationToken);
        return session;
    }

    private async Task<T> LimitAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_start.Timeout);
        try
        {
            return await work(limit.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StartupException(
                $"the worker was not ready within {_start.Timeout}. " + $"It said:{Environment.NewLine}{_session?.Process.LastWords}",
                e
            );
        }
    }

    /// <summary>Stops giving out this session. Callers of <c>ReadyAsync</c> then wait for another.</summary>
    private void Forget(WorkerSession session)
    {
        if (_ready.Task is { IsCompletedSuccessfully: true } ready && ready.Result == session)
        {
            _ready = New();
        }
    }

    private static TimeSpan Grown(TimeSpan pause) => pause * 2 < s_mostPause ? pause * 2 : s_mostPause;

    private static TaskCompletionSource<WorkerSession> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

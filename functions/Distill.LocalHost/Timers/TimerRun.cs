using System.Text.Json.Serialization;

namespace Distill.LocalHost.Timers;

[JsonConverter(typeof(JsonStringEnumConverter<RunState>))]
internal enum RunState
{
    Queued,
    Running,
    Succeeded,
    Failed,

    /// <summary>The app stopped before the run's turn came.</summary>
    Dropped,
}

/// <summary>One run of a timer function, and its outcome. No request waits for it.</summary>
internal sealed class TimerRun(string function, string reason, DateTimeOffset queued)
{
    private readonly Lock _lock = new();
    private RunState _state;
    private DateTimeOffset? _started;
    private DateTimeOffset? _ended;
    private string? _error;

    /// <summary>The invocation's id.</summary>
    public string Id { get; } = Guid.NewGuid().ToString();

    public string Function { get; } = function;

    public string Reason { get; } = reason;

    public void Start(DateTimeOffset at)
    {
        lock (_lock)
        {
            (_state, _started) = (RunState.Running, at);
        }
    }

    public void Succeed(DateTimeOffset at) => End(RunState.Succeeded, at, null);

    public void Fail(DateTimeOffset at, Exception error) => End(RunState.Failed, at, $"{error.GetType().Name}: {error.Message}");

    public void Drop(DateTimeOffset at) => End(RunState.Dropped, at, null);

    public RunReport Report()
    {
        lock (_lock)
        {
            return new RunReport(Id, Function, Reason, _state, queued, _started, _ended, _error);
        }
    }

    private void End(RunState state, DateTimeOffset at, string? error)
    {
        lock (_lock)
        {
            (_state, _ended, _error) = (state, at, error);
        }
    }
}

/// <summary>The state of a run at one moment, which the admin API returns.</summary>
internal sealed record RunReport(
    string Id,
    string Function,
    string Reason,
    RunState State,
    DateTimeOffset Queued,
    DateTimeOffset? Started,
    DateTimeOffset? Ended,
    string? Error
);

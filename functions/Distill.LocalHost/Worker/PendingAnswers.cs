using System.Collections.Concurrent;

namespace Distill.LocalHost.Worker;

/// <summary>Answers that a worker still owes, by id. When the worker is lost, all of them fail, and so do later ones.</summary>
internal sealed class PendingAnswers<T>
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<T>> _pending = new();
    private volatile WorkerLostException? _lost;

    public Task<T> Expect(string id)
    {
        var source = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = source;
        if (_lost is { } lost)
        {
            Fail(id, lost);
        }
        return source.Task;
    }

    public bool Has(string id) => _pending.ContainsKey(id);

    public void Complete(string id, T answer)
    {
        if (_pending.TryRemove(id, out var source))
        {
            source.TrySetResult(answer);
        }
    }

    public void Fail(string id, WorkerLostException error)
    {
        if (_pending.TryRemove(id, out var source))
        {
            source.TrySetException(error);
        }
    }

    public void FailAll(WorkerLostException error)
    {
        _lost = error;
        foreach (var id in _pending.Keys)
        {
            Fail(id, error);
        }
    }
}

using Azure.Core;
using Azure.Core.Pipeline;
using Distill.Functions.Tests.Api;

namespace Distill.Functions.Tests;

/// <summary>A storage that takes requests and, while it is on, does not answer them.</summary>
internal sealed class Hang : HttpPipelinePolicy
{
    private readonly List<TaskCompletionSource> _held = [];
    private bool _isOn;

    /// <summary>Whether requests are held. Turning it off lets all go on.</summary>
    public bool IsOn
    {
        get => Volatile.Read(ref _isOn);
        set
        {
            lock (_held)
            {
                _isOn = value;
                _held.ForEach(h => h.TrySetResult());
                _held.Clear();
            }
        }
    }

    /// <summary>The answer to a request that the storage holds: lets the time pass until it comes.</summary>
    public static async Task<Answer> AnswerAsync(Instance instance, Task<Answer> asked)
    {
        for (; !asked.IsCompleted; await Task.WhenAny(asked, Task.Delay(20)))
        {
            instance.Time.Advance(TimeSpan.FromSeconds(1));
        }

        return await asked;
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await HeldAsync().WaitAsync(message.CancellationToken);
        await ProcessNextAsync(message, pipeline);
    }

    private Task HeldAsync()
    {
        lock (_held)
        {
            if (!_isOn)
            {
                return Task.CompletedTask;
            }

            var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _held.Add(held);
            return held.Task;
        }
    }
}

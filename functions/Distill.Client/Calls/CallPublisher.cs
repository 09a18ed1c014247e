using System.Collections.Concurrent;
using System.Threading.Channels;
using Distill.Client.Service;
using Distill.Contracts;
using Distill.Contracts.Sealing;
using Distill.Contracts.Verdicts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Distill.Client.Calls;

/// <summary>
/// Reports calls and refusals to the service. It turns each prompt into features with the service's own code; the prompt never leaves the process.
/// Thread-safe.
/// </summary>
/// <remarks>
/// Publishing never waits and never throws. A call goes into a bounded buffer. If the buffer is full, the call is dropped and counted. Sending runs
/// in the background and tries for <see cref="CallPublisherOptions.GiveUpAfter"/>. A call may arrive twice; its id makes it count once.
/// </remarks>
public sealed class CallPublisher : IAsyncDisposable
{
    // The largest event, 64 KiB. Larger ones are rejected. Features take some hundred bytes; the rest is names.
    private const int MostBytes = 64 * 1024;

    // Idle writers. There are at most as many writers as threads that publish at once.
    private readonly ConcurrentBag<CallWriter> _writers = [];
    private readonly TimeProvider _clock;
    private readonly KeyRing? _keys;
    private readonly Channel<WrittenCall> _waiting;
    private readonly CallSending _sending;
    private readonly ReportedRefusals _refusals = new();
    private int _disposed;
    private long _published;
    private long _dropped;
    private long _rejected;

    /// <param name="service">Where calls go if no event hub is set.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="clock">Null for the system's clock.</param>
    /// <param name="logger">Logs when calls can't be sent and when they can again. Null for none.</param>
    /// <exception cref="ArgumentException">Options are wrong. The message names all that are wrong.</exception>
    public CallPublisher(
        ServiceOptions service,
        CallPublisherOptions? options = null,
        TimeProvider? clock = null,
        ILogger<CallPublisher>? logger = null
    )
    {
        ArgumentNullException.ThrowIfNull(service);
        options ??= new();
        string[] wrong = [.. options.UsesEventHub ? [] : service.Errors(), .. options.Errors()];
        if (wrong.Length > 0)
        {
            throw new ArgumentException($"The call publisher's options are wrong. {string.Join(' ', wrong)}");
        }

        logger ??= NullLogger<CallPublisher>.Instance;
        _keys = options.ReadKeys();
        if (_keys is null)
        {
            Log.FeaturesUnsealed(logger);
        }

        _clock = clock ?? TimeProvider.System;
        _waiting = Channel.CreateBounded<WrittenCall>(new BoundedChannelOptions(options.Buffer) { SingleReader = true });
        ICallTransport transport = options.UsesEventHub ? new EventHubTransport(EventHubClient.Open(options)) : new HttpTransport(service);
        _sending = new(transport, _waiting.Reader, options, _clock, logger);
    }

    /// <summary>What became of the calls so far.</summary>
    public PublishedCalls Calls =>
        _sending.Count(
            new()
            {
                Published = Volatile.Read(ref _published),
                Dropped = Volatile.Read(ref _dropped),
                Rejected = Volatile.Read(ref _rejected),
            }
        );

    /// <summary>Accepts a call for sending. Returns false if the call was dropped or is invalid.</summary>
    /// <param name="call">The call.</param>
    /// <param name="prompt">The prompt as text, all messages in order; empty if there is none. It is read before this returns, and not kept.</param>
    public bool Publish(in ModelCall call, ReadOnlySpan<char> prompt)
    {
        if (!Begin(call))
        {
            return false;
        }

        var writer = _writers.TryTake(out var idle) ? idle : new CallWriter(_keys);
        var taken = Take(call.Account, writer.Write(call, prompt, _clock.GetUtcNow()));
        _writers.Add(writer);
        return taken;
    }

    /// <summary>Accepts a call for sending. Returns false if the call was dropped or is invalid.</summary>
    /// <param name="call">The call.</param>
    /// <param name="utf8Prompt">The prompt in UTF-8. It is read before this returns, and not kept.</param>
    public bool Publish(in ModelCall call, ReadOnlySpan<byte> utf8Prompt)
    {
        if (!Begin(call))
        {
            return false;
        }

        var writer = _writers.TryTake(out var idle) ? idle : new CallWriter(_keys);
        var taken = Take(call.Account, writer.Write(call, utf8Prompt, _clock.GetUtcNow()));
        _writers.Add(writer);
        return taken;
    }

    /// <summary>
    /// Accepts the report that a request was turned away for the account's verdict. It shows the service that the account is alive, so that its
    /// verdict does not end as if it had gone. It is no call: it never counts as use, or against the account.
    /// </summary>
    /// <param name="account">The account id as in verdicts.</param>
    /// <param name="action">What was done: throttle, verify or block.</param>
    /// <returns>False if the report was dropped or is invalid, and for all but the first of an account and action within an hour.
    /// One that was dropped is not made up for: the next hour brings another.</returns>
    public bool PublishRefusal(string account, VerdictAction action)
    {
        var now = _clock.GetUtcNow();
        if (!AccountId.TryParse(account, null, out _))
        {
            Interlocked.Increment(ref _published);
            Interlocked.Increment(ref _rejected);
            return false;
        }

        if (!_refusals.TryAdd(account, action, now))
        {
            return false;
        }

        Interlocked.Increment(ref _published);
        var writer = _writers.TryTake(out var idle) ? idle : new CallWriter(_keys);
        var taken = Take(account, writer.WriteRefusal(account, action, now));
        _writers.Add(writer);
        return taken;
    }

    /// <summary>Sends waiting calls for at most <see cref="CallPublisherOptions.DrainFor"/>. The rest counts as failed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _waiting.Writer.TryComplete();
        await _sending.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Counts a call. Returns false and rejects it if the service is sure to refuse it. No other work is done for such a call.</summary>
    private bool Begin(in ModelCall call)
    {
        Interlocked.Increment(ref _published);
        if (!string.IsNullOrEmpty(call.Id) && !string.IsNullOrEmpty(call.Model) && AccountId.TryParse(call.Account, null, out _))
        {
            return true;
        }

        Interlocked.Increment(ref _rejected);
        return false;
    }

    private bool Take(string account, ReadOnlySpan<byte> json)
    {
        if (json.Length > MostBytes)
        {
            Interlocked.Increment(ref _rejected);
            return false;
        }

        var call = new WrittenCall(account, json);
        if (_waiting.Writer.TryWrite(call))
        {
            return true;
        }

        call.Return();
        Interlocked.Increment(ref _dropped);
        return false;
    }
}

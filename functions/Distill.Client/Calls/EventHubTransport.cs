using System.Runtime.InteropServices;
using Azure.Messaging.EventHubs.Producer;

namespace Distill.Client.Calls;

/// <summary>
/// Sends calls over AMQP to the event hub. Each account has its own batch, so that its calls keep their order. Many batches go at once.
/// </summary>
internal sealed class EventHubTransport(EventHubProducerClient hub) : ICallTransport
{
    // Measured: with fewer, sending waits for the hub's answers; more make it no faster.
    private const int BatchesAtOnce = 64;

    public int MostCalls => 2000;

    public async Task<SendOutcome> SendAsync(List<WrittenCall> calls, CancellationToken cancellationToken)
    {
        var accounts = ByAccount(calls);
        Exception? failure = null;
        await Parallel
            .ForEachAsync(
                accounts,
                new ParallelOptions { MaxDegreeOfParallelism = BatchesAtOnce },
                async (account, _) =>
                {
                    // While the hub is away, every batch fails after its own tries. So after one failure, running batches end and no others begin.
                    if (Volatile.Read(ref failure) is null && await account.SendAsync(hub, cancellationToken).ConfigureAwait(false) is { } it)
                    {
                        Interlocked.CompareExchange(ref failure, it, null);
                    }
                }
            )
            .ConfigureAwait(false);
        calls.Clear();
        calls.AddRange(accounts.SelectMany(account => account.Left));
        return new(accounts.Sum(account => account.Taken), accounts.Sum(account => account.Rejected), failure);
    }

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    private static List<AccountCalls> ByAccount(List<WrittenCall> calls)
    {
        var byAccount = new Dictionary<string, AccountCalls>(StringComparer.Ordinal);
        foreach (var call in calls)
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(byAccount, call.Account, out _) ??= new(call.Account)).Add(call);
        }

        return [.. byAccount.Values];
    }
}

using System.Runtime.InteropServices;
using Azure.Messaging.EventHubs.Producer;

namespace Distill.Client.Calls;

/// <summary>
/// Calls over AMQP to the event hub: one batch for each account, many batches at once, so that an account's calls keep their order.
/// </summary>
internal sealed class EventHubTransport(EventHubProducerClient hub) : ICallTransport
{
    // Measured: fewer wait for the hub's answers, more gain nothing.
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
                    // Without the hub every batch fails, each after its own tries: those under way end, no others begin.
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

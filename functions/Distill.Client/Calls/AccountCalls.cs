using Azure.Messaging.EventHubs.Producer;

namespace Distill.Client.Calls;

/// <summary>One account's calls in a batch of the publisher, and how many of them are settled.</summary>
internal sealed class AccountCalls(string account)
{
    private readonly List<WrittenCall> _calls = [];
    private int _settled;

    public int Taken { get; private set; }

    public int Rejected { get; private set; }

    /// <summary>The calls that are neither taken nor rejected yet.</summary>
    public IEnumerable<WrittenCall> Left => _calls.Skip(_settled);

    public void Add(WrittenCall call) => _calls.Add(call);

    /// <summary>Sends the calls in order. Returns why some are left, or null when none are.</summary>
    public async Task<Exception?> SendAsync(EventHubProducerClient hub, CancellationToken cancellationToken)
    {
        try
        {
            while (_settled < _calls.Count)
            {
                // Send copies. The rented array is returned later, and the client may still hold the memory of a send that it gave up.
                var sent = await KeyedBatch
                    .SendAsync(hub, account, Left.Select(call => (ReadOnlyMemory<byte>)call.Json.ToArray()), cancellationToken)
                    .ConfigureAwait(false);
                Taken += sent;
                Rejected += sent == 0 ? 1 : 0;
                _settled += Math.Max(sent, 1);
            }

            return null;
        }
#pragma warning disable CA1031 // The hub's client and the caller's credential may throw anything. The publisher tries again and counts.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return e;
        }
    }
}

using System.Globalization;
using Amqp;
using Amqp.Types;

namespace Distill.EventHubs;

/// <summary>What the management node says of a hub and of its partitions.</summary>
internal sealed class HubManagement : IAsyncDisposable
{
    readonly RequestLink link;
    readonly string hub;
    readonly string? token;

    HubManagement(RequestLink link, string hub, string? token)
    {
        this.link = link;
        this.hub = hub;
        this.token = token;
    }

    public static async Task<HubManagement> OpenAsync(
        Connection connection, EventHubsConnectionString to, string hub, CancellationToken cancellation)
    {
        var token = await AmqpLinks.AuthorizeAsync(connection, to, hub, cancellation).ConfigureAwait(false);
        return new(await RequestLink.OpenAsync(connection, AmqpNames.ManagementNode, cancellation).ConfigureAwait(false), hub, token);
    }

    public async Task<IReadOnlyList<string>> ReadPartitionIdsAsync(CancellationToken cancellation)
    {
        var map = await ReadAsync("com.microsoft:eventhub", null, cancellation).ConfigureAwait(false);
        return map["partition_ids"] switch
        {
            string[] ids => ids,
            IEnumerable<object> ids => [.. ids.Select(id => id.ToString()!)],
            var other => throw new AmqpException(ErrorCode.DecodeError, $"partition_ids is {other?.GetType().Name ?? "missing"}."),
        };
    }

    /// <summary>The sequence number of the last event of a partition; less than that of the first when it is empty.</summary>
    public async Task<long> ReadLastSequenceNumberAsync(string partition, CancellationToken cancellation)
    {
        var map = await ReadAsync("com.microsoft:partition", partition, cancellation).ConfigureAwait(false);
        return Convert.ToInt64(map["last_enqueued_sequence_number"], CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync() => link.DisposeAsync();

    async Task<Map> ReadAsync(string type, string? partition, CancellationToken cancellation)
    {
        var request = new Message { ApplicationProperties = new() { ["operation"] = "READ", ["name"] = hub, ["type"] = type } };
        if (partition is not null)
            request.ApplicationProperties["partition"] = partition;
        if (token is not null)
            request.ApplicationProperties["security_token"] = token;
        request.BodySection = new Amqp.Framing.AmqpValue { Value = new Map() };
        var answer = await link.AskAsync(request, cancellation).ConfigureAwait(false);
        return answer.Body as Map ?? throw new AmqpException(ErrorCode.DecodeError, "The management node's answer is not a map.");
    }
}

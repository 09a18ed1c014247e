using System.Text;
using Distill.Client;

namespace Distill.LocalRuntime.Tests.EventHubs;

/// <summary>Events whose body says which one of its key it is.</summary>
internal static class Sending
{
    public static async Task SendAsync(this EndpointFixture endpoint, string hub, int keys, int perKey, int from = 0)
    {
        await using var sender = await EventHubSender.ConnectAsync(endpoint.ConnectionString, hub);
        await sender.SendAsync(keys, perKey, from);
        await sender.FlushAsync();
    }

    public static async Task SendAsync(this EventHubSender sender, int keys, int perKey, int from = 0)
    {
        for (var n = from; n < from + perKey; n++)
        {
            for (var key = 0; key < keys; key++)
                await sender.SendAsync($"acct_{key}", Encoding.UTF8.GetBytes($"{key}:{n}"));
        }
    }
}

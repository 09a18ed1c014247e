using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Distill.EventHubs;

namespace Distill.LocalRuntime.Tests.Events;

internal static class SentEvents
{
    /// <summary>Sends texts to a hub, all under one partition key.</summary>
    public static async Task SendAsync(string connectionString, string hub, params IEnumerable<string> texts)
    {
        var connection = await AmqpLinks.ConnectAsync(EventHubsConnectionString.Parse(connectionString), CancellationToken.None);
        var session = new Session(connection);
        var (link, _) = await AmqpLinks.AttachSenderAsync(session, hub, CancellationToken.None);
        foreach (var text in texts)
        {
            await link.SendAsync(new Message
            {
                BodySection = new Data { Binary = System.Text.Encoding.UTF8.GetBytes(text) },
                MessageAnnotations = new MessageAnnotations { [new Symbol("x-opt-partition-key")] = "one" },
            });
        }
        await AmqpLinks.CloseAsync(connection);
    }
}

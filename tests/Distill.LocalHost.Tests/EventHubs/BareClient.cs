using Amqp;
using Amqp.Framing;
using Amqp.Sasl;
using Amqp.Types;
using Distill.LocalHost.EventHubs.Endpoint;

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>A bare AMQP client, for what official clients do not do or do not show.</summary>
internal sealed class BareClient(Connection connection) : IAsyncDisposable
{
    private readonly Session _session = new(connection);

    public static async Task<BareClient> OpenAsync(EndpointFixture endpoint)
    {
        var factory = new ConnectionFactory();
        factory.SASL.Profile = SaslProfile.Anonymous;
        return new(await factory.CreateAsync(new Address($"amqp://127.0.0.1:{endpoint.Port}")));
    }

    public async Task<SenderLink> SenderAsync(string address)
    {
        var attached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var attach = new Attach
        {
            Source = new Source(),
            Target = new Target { Address = address },
        };
        var link = new SenderLink(_session, $"{Guid.NewGuid():N}", attach, (_, answer) => AnswerTo(attached, answer.Target));
        return await AttachedAsync(link, attached);
    }

    public async Task<ReceiverLink> ReceiverAsync(string address, string? filter = null, long? level = null)
    {
        var source = new Source { Address = address };
        if (filter is not null)
        {
            source.FilterSet = new Map { [AmqpNames.SelectorFilter] = new DescribedValue(0x0000468C00000004ul, filter) };
        }

        var attached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var attach = new Attach { Source = source, Target = new Target() };
        if (level is not null)
        {
            attach.Properties = new Fields { [AmqpNames.Epoch] = level };
        }

        var link = new ReceiverLink(_session, $"{Guid.NewGuid():N}", attach, (_, answer) => AnswerTo(attached, answer.Source));
        return await AttachedAsync(link, attached);
    }

    public async ValueTask DisposeAsync() => await connection.CloseAsync();

    // A refusal is an answer without a terminus, and then an error.
    private static void AnswerTo(TaskCompletionSource attached, object? terminus)
    {
        if (terminus is not null)
        {
            attached.TrySetResult();
        }
    }

    private static async Task<TLink> AttachedAsync<TLink>(TLink link, TaskCompletionSource attached)
        where TLink : Link
    {
        link.AddClosedCallback((_, error) => attached.TrySetException(new AmqpException(error)));
        await attached.Task.WaitAsync(Patience.Limit);
        return link;
    }
}

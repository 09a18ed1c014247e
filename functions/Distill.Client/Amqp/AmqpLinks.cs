using Amqp;
using Amqp.Framing;
using Amqp.Sasl;

namespace Distill.EventHubs;

/// <summary>Opens connections and links and says clearly when the other side refuses.</summary>
internal static class AmqpLinks
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<Connection> ConnectAsync(EventHubsConnectionString to, CancellationToken cancellation)
    {
        var factory = new ConnectionFactory();
        factory.AMQP.ContainerId = $"distill-{Guid.NewGuid():N}";
        factory.AMQP.HostName = to.Host;
        // A peer that vanished without a word is noticed after this long.
        factory.AMQP.IdleTimeout = 60_000;
        var byKey = to.UseTls && to.Key is not null;
        if (!byKey)
            factory.SASL.Profile = SaslProfile.Anonymous;
        var address = new Address(to.Host, to.Port, byKey ? to.KeyName : null, byKey ? to.Key : null, "/", to.UseTls ? "amqps" : "amqp");

        // The library looks at no token while it does SASL.
        var opening = factory.CreateAsync(address, cancellation);
        try
        {
            return await opening.WaitAsync(Patience, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException && !opening.IsCompleted)
        {
            _ = CloseWhenOpenAsync(opening);
            cancellation.ThrowIfCancellationRequested();
            throw new TimeoutException($"{to} took the connection but did not open it within {Patience.TotalSeconds:0} s.");
        }
    }

    /// <summary>Shows a token to the claims node and gives it back; null with a key, which SASL PLAIN carried.</summary>
    public static async Task<string?> AuthorizeAsync(Connection connection, EventHubsConnectionString to, string entity, CancellationToken cancellation)
    {
        if (await TokenAsync(to, cancellation).ConfigureAwait(false) is not { } token)
            return null;
        await using var claims = await RequestLink.OpenAsync(connection, AmqpNames.ClaimsNode, cancellation).ConfigureAwait(false);
        var request = new Message(token)
        {
            ApplicationProperties = new()
            {
                ["operation"] = "put-token",
                ["type"] = to.BearerToken is null ? "servicebus.windows.net:sastoken" : "jwt",
                ["name"] = $"sb://{to.Host}/{entity}",
            },
        };
        await claims.AskAsync(request, cancellation).ConfigureAwait(false);
        return token;
    }

    public static Task<(SenderLink Link, Attach Answer)> AttachSenderAsync(Session session, string address, CancellationToken cancellation)
    {
        var attach = new Attach { Source = new Source(), Target = new Target { Address = address } };
        return AttachAsync(answered => new SenderLink(session, NewName(address), attach, answered), a => a.Target is not null, cancellation);
    }

    public static Task<(ReceiverLink Link, Attach Answer)> AttachReceiverAsync(Session session, Source source, CancellationToken cancellation)
    {
        // Settled by the sender: where we got to is in our checkpoint, not in the broker.
        var attach = new Attach { Source = source, Target = new Target(), SndSettleMode = SenderSettleMode.Settled };
        return AttachAsync(answered => new ReceiverLink(session, NewName(source.Address), attach, answered), a => a.Source is not null, cancellation);
    }

    public static async Task CloseAsync(AmqpObject? closing)
    {
        if (closing is null)
            return;
        try
        {
            await closing.CloseAsync(TimeSpan.FromSeconds(2), null).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsLost(exception))
        {
            // It was to be closed and it is gone.
        }
    }

    /// <summary>True for what a lost or refused connection throws; anything else is a bug.</summary>
    public static bool IsLost(Exception exception) => exception is AmqpException or System.Net.Sockets.SocketException or IOException
        or ObjectDisposedException or TimeoutException or OperationCanceledException or System.Security.Authentication.AuthenticationException;

    /// <summary>True for an answer that another try does not change.</summary>
    public static bool IsRefusal(Exception exception) => exception is AmqpException { Error.Condition: { } condition } && (string)condition is
        ErrorCode.UnauthorizedAccess or ErrorCode.NotFound or ErrorCode.MessageSizeExceeded or ErrorCode.NotAllowed or ErrorCode.NotImplemented
        or ErrorCode.DecodeError or ErrorCode.InvalidField or "com.microsoft:argument-error" or "com.microsoft:auth-failed";

    static async Task CloseWhenOpenAsync(Task<Connection> opening)
    {
        try
        {
            await CloseAsync(await opening.ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsLost(exception))
        {
            // It never opened, and nobody waits for it any more.
        }
    }

    static async ValueTask<string?> TokenAsync(EventHubsConnectionString to, CancellationToken cancellation)
    {
        if (to.BearerToken is not { } give)
            return to.SharedAccessSignature;
        try
        {
            return await give(cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // What a credential throws is its maker's to name. To us it is one thing: there is nothing to show.
            throw new AmqpException(ErrorCode.UnauthorizedAccess, $"There is no token: {exception.Message}");
        }
    }

    static string NewName(string address) => $"{address}-{Guid.NewGuid():N}";

    static async Task<(TLink Link, Attach Answer)> AttachAsync<TLink>(
        Func<OnAttached, TLink> attach, Func<Attach, bool> granted, CancellationToken cancellation)
        where TLink : Link
    {
        var answered = new TaskCompletionSource<Attach>(TaskCreationOptions.RunContinuationsAsynchronously);
        var link = attach((_, answer) =>
        {
            // A refusal is an attach without a terminus and then a detach that has the reason.
            if (granted(answer))
                answered.TrySetResult(answer);
        });
        link.AddClosedCallback((_, error) => answered.TrySetException(
            new AmqpException(error ?? new Error(ErrorCode.DetachForced) { Description = "The link was closed before it was attached." })));
        return (link, await answered.Task.WaitAsync(Patience, cancellation).ConfigureAwait(false));
    }
}

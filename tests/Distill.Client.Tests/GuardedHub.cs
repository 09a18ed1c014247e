using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;

namespace Distill.Client.Tests;

/// <summary>
/// A hub of one partition on loopback that asks for a token of Entra ID as Event Hubs does: shown to $cbs, under the hub's name, before anything else, and again
/// with each request to $management. Without TLS, so the token is a made-up one.
/// </summary>
internal sealed class GuardedHub : IDisposable
{
    private readonly ContainerHost _host;

    public GuardedHub()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        _host = new ContainerHost(new Address($"amqp://127.0.0.1:{Port}"));
        _host.Listeners[0].SASL.EnableAnonymousMechanism = true;
        _host.RegisterRequestProcessor("$cbs", new Node(PutToken));
        _host.RegisterRequestProcessor("$management", new Node(Read));
        _host.RegisterMessageProcessor("calls/Partitions/0", new Inbox(Received));
        _host.Open();
    }

    public int Port { get; }

    /// <summary>What was shown to $cbs: type, name, token.</summary>
    public ConcurrentQueue<(string? Type, string? Name, string? Token)> Shown { get; } = new();

    public ConcurrentQueue<Message> Received { get; } = new();

    /// <summary>The one token that is let in.</summary>
    public string Valid { get; set; } = "a.b.c";

    public void Dispose() => _host.Close();

    private (int Status, object? Body) PutToken(Message request)
    {
        var (type, name, token) = (request.ApplicationProperties["type"] as string, request.ApplicationProperties["name"] as string, request.Body as string);
        Shown.Enqueue((type, name, token));
        return (type == "jwt" && token == Valid ? 202 : 401, null);
    }

    private (int Status, object? Body) Read(Message request) => (string?)request.ApplicationProperties["security_token"] == Valid && Shown.Any(s => s.Token == Valid)
        ? (200, new Map { ["name"] = "calls", ["partition_ids"] = new[] { "0" } })
        : (401, null);

    private sealed class Node(Func<Message, (int Status, object? Body)> answer) : IRequestProcessor
    {
        public int Credit => 10;

        public void Process(RequestContext requestContext)
        {
            var (status, body) = answer(requestContext.Message);
            requestContext.Complete(new Message
            {
                ApplicationProperties = new ApplicationProperties { ["status-code"] = status, ["status-description"] = status < 300 ? "OK" : "Put the token first." },
                BodySection = new AmqpValue { Value = body },
            });
        }
    }

    private sealed class Inbox(ConcurrentQueue<Message> received) : IMessageProcessor
    {
        public int Credit => 100;

        public void Process(MessageContext messageContext)
        {
            received.Enqueue(messageContext.Message);
            messageContext.Complete();
        }
    }
}

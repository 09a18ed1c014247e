using System.Net.Sockets;
using Azure.Identity;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;

namespace Distill.Cli.Hub;

/// <summary>Events could not be sent to a hub. The message says why in one line and holds no key.</summary>
internal sealed class HubFailure(string message, Exception innerException) : IOException(message, innerException)
{
    /// <summary>Explains a failure to someone who sends to the hub.</summary>
    public static HubFailure Of(EventHubProducerClient hub, Exception failure)
    {
        var where = $"Event hub '{hub.EventHubName}' at {hub.FullyQualifiedNamespace}";
        return new(
            failure switch
            {
                EventHubsException { Reason: EventHubsException.FailureReason.ResourceNotFound } =>
                    $"{where} does not exist. Check --hub and the namespace.",
                EventHubsException { Reason: EventHubsException.FailureReason.QuotaExceeded } =>
                    $"{where} is full: {OneLine(failure)} Send again when its consumers have caught up.",
                EventHubsException { Reason: EventHubsException.FailureReason.ServiceBusy } =>
                    $"{where} is too busy: {OneLine(failure)} Send again later, or slower with --speed.",
                EventHubsException or SocketException or TimeoutException or IOException or OperationCanceledException =>
                    $"{where} can't be reached: {OneLine(failure)} Check the address and the network; --web-sockets uses port 443.",
                UnauthorizedAccessException => $"{where} refuses the key or the identity: {OneLine(failure)} It needs the right to send.",
                AuthenticationFailedException => $"{where} needs an identity, but nobody is signed in: {OneLine(failure)} Run 'az login'.",
                _ => $"{where} can't be used: {OneLine(failure)} Run 'distill doctor'.",
            },
            failure
        );
    }

    private static string OneLine(Exception failure) =>
        string.Join(' ', failure.Message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}

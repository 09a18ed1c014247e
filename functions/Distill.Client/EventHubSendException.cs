namespace Distill.Client;

/// <summary>Events could not be sent: the service refuses them, or it could not be reached for too long. The sender takes no more.</summary>
public sealed class EventHubSendException : Exception
{
    public EventHubSendException()
    {
    }

    public EventHubSendException(string message)
        : base(message)
    {
    }

    public EventHubSendException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>The service's wording for an entity that does not exist.</summary>
/// <remarks>
/// Without a description like this, official clients take amqp:not-found for a temporary fault and retry for a minute or more.
/// </remarks>
internal static class NotFound
{
    public static string Describe(string? address) => $"The messaging entity '{address}' could not be found.";
}

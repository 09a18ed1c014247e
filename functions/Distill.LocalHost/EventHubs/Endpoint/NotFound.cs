namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>How the service words that something is not there.</summary>
/// <remarks>
/// Official clients take amqp:not-found for a passing fault, and try again for a minute or more, unless the description reads like this.
/// </remarks>
internal static class NotFound
{
    public static string Describe(string? address) => $"The messaging entity '{address}' could not be found.";
}

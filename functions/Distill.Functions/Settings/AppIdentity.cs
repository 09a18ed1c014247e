using Azure.Core;
using Azure.Identity;

namespace Distill.Functions.Settings;

/// <summary>
/// The identity that opens a connection: with <c>credential=managedidentity</c> in its settings the app's own (<c>clientId</c> for a user-assigned
/// one), otherwise the developer's.
/// </summary>
internal static class AppIdentity
{
    public static TokenCredential Of(IConfigurationSection section)
    {
        var clientId = section["clientId"];
        if (!string.Equals(section["credential"], "managedidentity", StringComparison.OrdinalIgnoreCase))
        {
            return new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId });
        }

        return new ManagedIdentityCredential(
            clientId is { Length: > 0 } ? ManagedIdentityId.FromUserAssignedClientId(clientId) : ManagedIdentityId.SystemAssigned
        );
    }
}

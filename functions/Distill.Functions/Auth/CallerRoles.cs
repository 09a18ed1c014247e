using System.Security.Cryptography;
using System.Text;
using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Auth;

/// <summary>
/// Tells whether a caller has a role. With Entra ID on, the caller needs the role itself. With it off, the caller needs that role's key. With neither
/// set, everybody has every role on one's own machine, as with Core Tools, and nobody in Azure.
/// </summary>
public sealed class CallerRoles(AuthOptions options, IConfiguration configuration)
{
    private const string KeyHeader = "x-functions-key";

    // Azure sets it to the app's name.
    private const string AzureSite = "WEBSITE_SITE_NAME";

    /// <summary>The caller's name from Entra ID; null where nobody signs in.</summary>
    internal string? NameOf(HttpRequest request) => options.Entra && ClientPrincipal.TryRead(request, out var principal) ? principal.Name : null;

    /// <summary>Whether the caller has a role.</summary>
    internal RoleCheck Check(Role role, HttpRequest request) =>
        options.Entra ? CheckPrincipal(role, request)
        : options.HasKeys ? CheckKey(role, request)
        : configuration[AzureSite] is { Length: > 0 } ? RoleCheck.Unknown
        : RoleCheck.Has;

    private static RoleCheck CheckPrincipal(Role role, HttpRequest request) =>
        !ClientPrincipal.TryRead(request, out var principal) ? RoleCheck.Unknown
        : principal.Has(role) ? RoleCheck.Has
        : RoleCheck.Lacks;

    private RoleCheck CheckKey(Role role, HttpRequest request)
    {
        var given = Encoding.UTF8.GetBytes(request.Headers[KeyHeader].ToString());
        var held = Enum.GetValues<Role>()
            .Where(r => Key(r) is { Length: > 0 } key && CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(key)))
            .ToArray();
        return held.Length == 0 ? RoleCheck.Unknown
            : role != Role.Any && !held.Contains(role) ? RoleCheck.Lacks
            : RoleCheck.Has;
    }

    private string Key(Role role) =>
        role switch
        {
            Role.ReadVerdicts => options.VerdictsKey,
            Role.ReadEvidence => options.EvidenceKey,
            Role.Decide => options.DecideKey,
            Role.SendEvents => options.EventsKey,
            Role.MarkText => options.MarkKey,
            _ => "",
        };
}

/// <summary>What is known of a caller's role.</summary>
internal enum RoleCheck
{
    /// <summary>The caller has the role.</summary>
    Has,

    /// <summary>The caller is known, and does not have it.</summary>
    Lacks,

    /// <summary>Nobody knows the caller.</summary>
    Unknown,
}

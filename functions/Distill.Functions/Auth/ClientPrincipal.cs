using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Auth;

/// <summary>The caller, from a header that the platform's authentication sets. The platform removes the header from what callers send.</summary>
/// <remarks>https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities</remarks>
internal sealed record ClientPrincipal(string Name, IReadOnlySet<Role> Roles)
{
    public const string Header = "X-MS-CLIENT-PRINCIPAL";

    private const string LongRole = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role";

    // The first claim that exists gives the name: a person's name, otherwise the application's or the object's id.
    private static readonly string[] s_names =
    [
        "preferred_username",
        "upn",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn",
        "appid",
        "azp",
        "oid",
        "http://schemas.microsoft.com/identity/claims/objectidentifier",
    ];

    /// <summary>Reads the header. False if it is missing or not in the platform's form.</summary>
    public static bool TryRead(HttpRequest request, [NotNullWhen(true)] out ClientPrincipal? principal)
    {
        principal = null;
        if (request.Headers[Header] is not [{ Length: > 0 } text])
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(Convert.FromBase64String(text));
            principal = Read(document.RootElement);
            return true;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return false;
        }
    }

    public bool Has(Role role) => role == Role.Any ? Roles.Count > 0 : Roles.Contains(role);

    private static ClientPrincipal Read(JsonElement root)
    {
        var ofRole = root.TryGetProperty("role_typ", out var type) ? type.GetString() : null;
        var claims = root.GetProperty("claims")
            .EnumerateArray()
            .Select(c => (Type: c.GetProperty("typ").GetString() ?? "", Value: c.GetProperty("val").GetString() ?? ""))
            .ToArray();
        var roles = new HashSet<Role>();
        foreach (var (_, value) in claims.Where(c => c.Type is "roles" or LongRole || c.Type == ofRole))
        {
            if (RoleNames.TryParse(value, out var role))
            {
                roles.Add(role);
            }
        }

        var name = s_names.Select(n => claims.FirstOrDefault(c => c.Type == n).Value).FirstOrDefault(n => !string.IsNullOrEmpty(n));
        return new ClientPrincipal(name ?? "unnamed", roles);
    }
}

using Distill.Contracts;

namespace Distill.Functions.Api;

/// <summary>Ids out of a route.</summary>
internal static class RouteId
{
    /// <summary>Servers decode a path but for its slashes: they would change its segments.</summary>
    public static bool TryAccount(string text, out AccountId account) =>
        AccountId.TryParse(
            text.Contains('%', StringComparison.Ordinal) ? text.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) : text,
            null,
            out account
        );
}

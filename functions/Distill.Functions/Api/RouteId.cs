using Distill.Contracts;

namespace Distill.Functions.Api;

/// <summary>Reads ids from a route.</summary>
internal static class RouteId
{
    /// <summary>Reads an account id. Servers leave %2F as it is when they decode a path, so it is decoded here.</summary>
    public static bool TryAccount(string text, out AccountId account) =>
        AccountId.TryParse(
            text.Contains('%', StringComparison.Ordinal) ? text.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) : text,
            null,
            out account
        );
}

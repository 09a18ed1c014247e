using Distill.Functions.Auth;
using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>Who decides, why, and until when: the same for decisions and overrides.</summary>
internal static class Author
{
    private const int MaxName = 200;
    private const int MaxWhy = 2000;

    private static readonly TimeSpan s_longest = TimeSpan.FromDays(366);

    /// <summary>Who the caller is; with Entra ID on what it says, else what the body does. Null when nobody says.</summary>
    public static string? Of(HttpRequest request, string? by, AuthOptions auth) =>
        auth.Entra
            ? ClientPrincipal.TryRead(request, out var principal)
                ? principal.Name
                : null
            : by is { Length: > 0 and <= MaxName } && !by.Any(char.IsControl)
                ? by
                : null;

    /// <summary>What is wrong with the reason or the end; null when nothing is.</summary>
    public static string? Fault(string? why, DateTimeOffset? expires, DateTimeOffset now) =>
        why is not { Length: > 0 and <= MaxWhy } || why.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))
            ? $"why has 1 to {MaxWhy} characters."
        : expires <= now ? "expires is past."
        : expires > now + s_longest ? "expires is more than a year ahead."
        : null;

    /// <summary>To the millisecond, as every store keeps it.</summary>
    public static DateTimeOffset Rounded(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}

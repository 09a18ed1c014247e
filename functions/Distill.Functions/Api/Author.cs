using System.Globalization;
using Distill.Functions.Auth;
using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>Reads who decides, why, and until when. Decisions and overrides have this in common.</summary>
internal static class Author
{
    private const int MaxName = 200;
    private const int MaxWhy = 2000;

    private static readonly TimeSpan s_longest = TimeSpan.FromDays(366);

    /// <summary>The caller's name: from Entra ID if it is on, otherwise from the body. Null if there is none.</summary>
    public static string? Of(HttpRequest request, string? by, AuthOptions auth) =>
        auth.Entra
            ? ClientPrincipal.TryRead(request, out var principal)
                ? principal.Name
                : null
            : by is { Length: <= MaxName } && Says(by) && !by.Any(char.IsControl)
                ? by
                : null;

    /// <summary>What is wrong with the reason; null if nothing is.</summary>
    public static string? Fault(string? why) =>
        why is not { Length: <= MaxWhy } || !Says(why) || why.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))
            ? $"why must say something, in 1 to {MaxWhy} characters."
            : null;

    /// <summary>What is wrong with the end at a time; null if nothing is.</summary>
    public static string? Fault(DateTimeOffset? expires, DateTimeOffset now) =>
        expires <= now ? "expires is in the past."
        : expires > now + s_longest ? "expires is more than a year ahead."
        : null;

    // Blanks and characters without width say nothing.
    private static bool Says(string text) =>
        text.Any(c => !char.IsWhiteSpace(c) && !char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format);

    /// <summary>The time in whole milliseconds, as every store keeps it.</summary>
    public static DateTimeOffset Rounded(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}

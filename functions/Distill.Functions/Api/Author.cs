using System.Diagnostics.CodeAnalysis;
using System.Text;
using Distill.Contracts;
using Distill.Functions.Auth;
using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>Reads who decides, why, and until when. Decisions and overrides have this in common.</summary>
internal static class Author
{
    private const int MaxName = 200;
    private const int MaxWhy = 2000;

    /// <summary>Who decides, if a program does not say. A key does not say who holds it.</summary>
    public const string KeyHolder = "a key holder";

    private static readonly TimeSpan s_longest = TimeSpan.FromDays(366);

    /// <summary>The caller's name: from Entra ID if it is on, otherwise from the body. If there is none, what is wrong.</summary>
    public static (string? Name, string Fault) Of(HttpRequest request, string? by, AuthOptions auth) =>
        auth.Entra
            ? ClientPrincipal.TryRead(request, out var principal)
                ? (principal.Name, "")
                : (null, "The caller's identity has no name.")
            : string.IsNullOrEmpty(by) || !Says(by)
                ? (null, "by must name who decides; on the command line, --by NAME does.")
                : Length(by) > MaxName
                    ? (null, $"by has more than {MaxName} characters.")
                    : FreeText.Fault(by) is { } bad
                        ? (null, $"by {bad}.")
                        : (by, "");

    /// <summary>Whether a text can name somebody or something: it can be seen, in at most 200 characters, and hides nothing.</summary>
    public static bool IsName([NotNullWhen(true)] string? text) =>
        text is not null && Length(text) <= MaxName && Says(text) && FreeText.Fault(text) is null;

    /// <summary>A text with its lines as every store keeps them: browsers and Windows end a line with two characters.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Lines(string? text) => text?.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    /// <summary>What is wrong with the reason; null if nothing is.</summary>
    public static string? Fault(string? why) =>
        why is null || !Says(why) ? $"why must say something that can be seen, in 1 to {MaxWhy} characters."
        : Length(why) > MaxWhy ? $"why has more than {MaxWhy} characters."
        : FreeText.Fault(why, FreeText.Lines) is { } bad ? $"why {bad}."
        : null;

    /// <summary>What is wrong with the end at a time; null if nothing is.</summary>
    public static string? Fault(DateTimeOffset? expires, DateTimeOffset now) =>
        expires <= now ? "expires is in the past."
        : expires > now + s_longest ? "expires is more than a year ahead."
        : null;

    // In code points, as the schema of a body counts.
    private static int Length(string text) => text.EnumerateRunes().Count();

    // Blanks, fillers and characters without width say nothing.
    private static bool Says(string text) => text.EnumerateRunes().Any(r => !Blank.Contains(r.ToString(), StringComparison.Ordinal) && IsSeen(r));

    private static bool IsSeen(Rune rune) =>
        Rune.IsLetter(rune) || Rune.IsNumber(rune) || (rune != Rune.ReplacementChar && (Rune.IsPunctuation(rune) || Rune.IsSymbol(rune)));

    // Letters and symbols that look like nothing: the fillers of Hangul, and the Braille pattern without dots.
    private const string Blank = "\u115F\u1160\u3164\uFFA0\u2800";

    /// <summary>The time in whole milliseconds, as every store keeps it.</summary>
    public static DateTimeOffset Rounded(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}

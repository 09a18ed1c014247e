using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>
/// A request to decide or to override: a small body that says why, until when and, without Entra ID, by whom; and a key that keeps a repeated request
/// from deciding twice.
/// </summary>
/// <param name="Body">The body.</param>
/// <param name="Id">The id of the decision or override.</param>
/// <param name="By">Who decides.</param>
/// <param name="At">When the request came.</param>
internal sealed record AnalystRequest<T>(T Body, string Id, string By, DateTimeOffset At)
    where T : class, IAnalystBody
{
    private const int MaxBytes = 64 * 1024;

    public string Why => Author.Lines(Body.Why!);

    /// <summary>
    /// The problem with the end of what is asked for; null if there is none. A request that is sent again gets its first answer in any case: what it
    /// asked for was right then.
    /// </summary>
    public IResult? TooLate { get; private init; }

    /// <summary>When it is to end; null if the body does not say.</summary>
    public DateTimeOffset? Expires => Body.Expires is { } expires ? Author.Rounded(expires) : null;

    /// <summary>A fingerprint of all that the request asks for. It tells the request from another one under the same key.</summary>
    public string Print(object subject, object kind) => IdempotencyKey.Of(subject, kind, Why, Body.Expires?.UtcTicks, By);

    /// <summary>Reads a request. If something is wrong with it, returns a problem instead.</summary>
    public static async Task<(AnalystRequest<T>? Request, IResult? Problem)> ReadAsync(
        HttpRequest http,
        AnalystRequestKind kind,
        AuthOptions auth,
        DateTimeOffset now
    )
    {
        if (!IdempotencyKey.TryId(http, kind.Name, out var id))
        {
            return (null, Problems.BadIdempotencyKey);
        }

        if (await RequestBody.ReadAsync(http, MaxBytes, http.HttpContext.RequestAborted) is not { } bytes)
        {
            return (null, Problems.TooLarge(MaxBytes));
        }

        if (!RequestBody.TryParse<T>(bytes, out var body, out var fault))
        {
            return (null, Problems.BadBody(fault));
        }

        return Of(body, id, Author.Of(http, body.By ?? Author.KeyHolder, auth), kind, now);
    }

    /// <summary>Checks what was asked. If something is wrong with it, returns a problem instead.</summary>
    /// <param name="body">What was asked.</param>
    /// <param name="id">The id of the decision or override.</param>
    /// <param name="author">Who decides; or null, and what is wrong.</param>
    /// <param name="kind">Which kind of request it is.</param>
    /// <param name="now">When the request came.</param>
    public static (AnalystRequest<T>? Request, IResult? Problem) Of(
        T body,
        string id,
        (string? Name, string Fault) author,
        AnalystRequestKind kind,
        DateTimeOffset now
    )
    {
        now = Author.Rounded(now);
        return Author.Fault(Author.Lines(body.Why)) is { } bad ? (null, kind.Wrong(bad))
            : author.Name is not { } by ? (null, kind.Wrong(author.Fault))
            : (new AnalystRequest<T>(body, id, by, now) { TooLate = Author.Fault(body.Expires, now) is { } late ? kind.Wrong(late) : null }, null);
    }
}

/// <summary>What differs between the kinds of analysts' requests.</summary>
/// <param name="Name">Goes into the id, so that one key can serve both kinds.</param>
/// <param name="Wrong">Makes the problem of a body with a bad value.</param>
internal sealed record AnalystRequestKind(string Name, Func<string, IResult> Wrong)
{
    public static AnalystRequestKind Decision { get; } = new("decision", Problems.BadDecision);

    public static AnalystRequestKind Allowance { get; } = new("allowance", Problems.BadAllowance);

    public static AnalystRequestKind Override { get; } = new("override", Problems.BadOverride);
}

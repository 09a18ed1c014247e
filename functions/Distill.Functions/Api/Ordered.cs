using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>
/// What a decision or an override is ordered by: a key against doing it twice, and a small body that says why, until when and, without Entra ID, who.
/// </summary>
/// <param name="Asked">The body.</param>
/// <param name="Id">The id of what the order makes.</param>
/// <param name="By">Who orders it.</param>
/// <param name="At">When it came.</param>
internal sealed record Ordered<T>(T Asked, string Id, string By, DateTimeOffset At)
    where T : class, IOrder
{
    private const int MaxBytes = 64 * 1024;

    public string Why => Asked.Why!;

    /// <summary>When it is to end; null when it does not say.</summary>
    public DateTimeOffset? Expires => Asked.Expires is { } expires ? Author.Rounded(expires) : null;

    /// <summary>Tells the order from another one under its key.</summary>
    public string Print(object subject, object kind) => IdempotencyKey.Of(subject, kind, Why, Asked.Expires?.UtcTicks, By);

    /// <summary>Reads an order; or answers what is wrong with it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="kind">What is ordered, for its id.</param>
    /// <param name="wrong">The problem of a body whose members are not what they should be.</param>
    /// <param name="unnamed">Who orders it where the body does not say and need not; null where it has to.</param>
    /// <param name="auth">Whether Entra ID says who calls.</param>
    /// <param name="now">The time.</param>
    public static async Task<(Ordered<T>? Order, IResult? Problem)> ReadAsync(
        HttpRequest request,
        string kind,
        Func<string, IResult> wrong,
        string? unnamed,
        AuthOptions auth,
        DateTimeOffset now
    )
    {
        if (!IdempotencyKey.TryId(request, kind, out var id))
        {
            return (null, Problems.BadIdempotencyKey);
        }

        if (await RequestBody.ReadAsync(request, MaxBytes, request.HttpContext.RequestAborted) is not { } body)
        {
            return (null, Problems.TooLarge(MaxBytes));
        }

        if (!RequestBody.TryParse<T>(body, out var asked, out var fault))
        {
            return (null, Problems.BadBody(fault));
        }

        now = Author.Rounded(now);
        return Author.Fault(asked.Why, asked.Expires, now) is { } bad ? (null, wrong(bad))
            : Author.Of(request, asked.By ?? unnamed, auth) is not { } by ? (null, wrong("by names who decides."))
            : (new Ordered<T>(asked, id, by, now), null);
    }
}

/// <summary>What the bodies of orders have in common.</summary>
internal interface IOrder
{
    string? By { get; }

    string? Why { get; }

    DateTimeOffset? Expires { get; }
}

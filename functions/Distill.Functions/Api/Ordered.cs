using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>What a decision or an override is ordered by: a key against doing it twice, and a small body.</summary>
/// <param name="Id">The id of what the order makes.</param>
/// <param name="Asked">The body.</param>
internal sealed record Ordered<T>(string Id, T Asked)
    where T : class
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>Reads an order; or answers what is wrong with it.</summary>
    public static async Task<(Ordered<T>? Order, IResult? Problem)> ReadAsync(HttpRequest request, string kind)
    {
        if (!IdempotencyKey.TryId(request, kind, out var id))
        {
            return (null, Problems.BadIdempotencyKey);
        }

        if (await RequestBody.ReadAsync(request, MaxBytes, request.HttpContext.RequestAborted) is not { } body)
        {
            return (null, Problems.TooLarge(MaxBytes));
        }

        return RequestBody.TryParse<T>(body, out var asked, out var fault) ? (new Ordered<T>(id, asked), null) : (null, Problems.BadBody(fault));
    }
}

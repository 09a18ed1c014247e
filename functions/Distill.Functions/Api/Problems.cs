using Distill.Contracts;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>Every error that the API answers with: RFC 9457, its <c>code</c> stable.</summary>
internal static class Problems
{
    public static IResult BadAccountId { get; } =
        Of(400, "bad_account_id", "Not an account id.", $"An account id has 1 to {AccountId.MaxLength} printable characters.");

    public static IResult BadCursor { get; } = Of(400, "bad_cursor", "Not a cursor.", "A cursor comes out of the answer before.");

    public static IResult CursorExpired { get; } =
        Of(
            410,
            "cursor_expired",
            "The cursor has expired.",
            "The changes after it are no longer kept, or are of another store. Begin again without since."
        );

    public static IResult BadWait { get; } = Of(400, "bad_wait", "Not a time to wait.", "wait is a whole number of seconds, 0 to 30.");

    public static IResult BadAfter { get; } = Of(400, "bad_after", "Not a place to go on at.", "It is what the page before named as next.");

    public static IResult BadClusterId { get; } =
        Of(400, "bad_cluster_id", "Not a cluster id.", "A cluster id is \"hydra-\" and 12 hexadecimal digits.");

    public static IResult UnknownCluster { get; } = Of(404, "unknown_cluster", "No such cluster.", "It never was, or has dissolved.");

    public static IResult BadIdempotencyKey { get; } =
        Of(400, "bad_idempotency_key", "Not an idempotency key.", "Idempotency-Key has 1 to 200 visible ASCII characters.");

    public static IResult IdempotencyKeyReused { get; } =
        Of(422, "idempotency_key_reused", "The idempotency key was used before.", "It belongs to a request that asked for something else.");

    public static IResult Busy { get; } = Of(409, "busy", "Others write the same at this moment.", "Nothing was decided. Send the request again.");

    public static IResult Unauthenticated { get; } =
        Of(401, "unauthenticated", "Who calls is not known.", "The request has neither an identity of Entra ID nor a key that is known.");

    public static IResult Forbidden { get; } = Of(403, "forbidden", "Not allowed.", "The caller does not have the role that this asks for.");

    public static IResult WarmingUp { get; } = Of(503, "warming_up", "Verdicts are being read.", "This instance has just started. Ask again soon.");

    public static IResult StorageUnavailable { get; } = Of(503, "storage_unavailable", "The storage is away.", "Ask again soon.");

    public static IResult InternalError { get; } =
        Of(500, "internal_error", "The request failed.", "The fault is here, not in the request. It has been logged.");

    /// <summary>A body that could not be read to its end.</summary>
    /// <param name="status">What the server says of it.</param>
    public static IResult Unreadable(int status) =>
        status == StatusCodes.Status413PayloadTooLarge
            ? Of(status, "body_too_large", "The body is too large.", "It is more than any request may have.")
            : BadBody("It could not be read to its end.");

    public static IResult BadBody(string detail) => Of(400, "bad_body", "The body is not what this takes.", detail);

    public static IResult TooLarge(int bytes) =>
        Of(413, "body_too_large", "The body is too large.", FormattableString.Invariant($"It takes {bytes:N0} bytes."));

    public static IResult BadLimit(string name, int most) =>
        Of(400, "bad_limit", "Not a limit.", FormattableString.Invariant($"{name} is a whole number, 1 to {most:N0}."));

    public static IResult BadDecision(string detail) => Of(400, "bad_decision", "Not a decision.", detail);

    public static IResult BadOverride(string detail) => Of(400, "bad_override", "Not an override.", detail);

    /// <summary>Names the ids that are none: what they are is the caller's to see, cut to what an id may have.</summary>
    public static IResult BadAccountIds(IEnumerable<string> ids) =>
        Of(
            400,
            "bad_account_ids",
            "Not account ids.",
            $"An account id has 1 to {AccountId.MaxLength} printable characters.",
            ("accounts", ids.Take(20).Select(id => id.Length > AccountId.MaxLength ? id[..AccountId.MaxLength] : id).ToArray())
        );

    private static IResult Of(int status, string code, string title, string detail, params (string Name, object? Value)[] more) =>
        Results.Problem(
            statusCode: status,
            title: title,
            detail: detail,
            extensions: new Dictionary<string, object?>(more.Select(m => KeyValuePair.Create(m.Name, m.Value))) { ["code"] = code }
        );
}

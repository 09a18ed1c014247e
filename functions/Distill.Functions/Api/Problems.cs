using Distill.Contracts;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>Every error that the API answers with, as RFC 9457 describes them. The <c>code</c> of each is stable.</summary>
internal static class Problems
{
    public static IResult BadAccountId { get; } =
        Of(400, "bad_account_id", "Not an account id.", $"An account id has 1 to {AccountId.MaxLength} printable characters.");

    public static IResult BadCursor { get; } = Of(400, "bad_cursor", "Not a cursor.", "A cursor is what an earlier answer gave as cursor.");

    public static IResult CursorExpired { get; } =
        Of(
            410,
            "cursor_expired",
            "The cursor has expired.",
            "The changes after it are no longer kept, or it belongs to another store. Start again without since."
        );

    public static IResult BadWait { get; } = Of(400, "bad_wait", "Not a time to wait.", "wait must be a whole number of seconds from 0 to 30.");

    public static IResult BadAfter { get; } = Of(400, "bad_after", "Not the start of a page.", "It must be the value of next in the page before.");

    public static IResult BadClusterId { get; } =
        Of(400, "bad_cluster_id", "Not a cluster id.", "A cluster id is \"hydra-\" and 12 hexadecimal digits.");

    public static IResult UnknownCluster { get; } = Of(404, "unknown_cluster", "No such cluster.", "It never existed, or it has dissolved.");

    public static IResult BadOperationId { get; } =
        Of(400, "bad_operation_id", "Not an operation id.", "An operation id is \"operation-\" and 12 hexadecimal digits.");

    public static IResult UnknownOperation { get; } =
        Of(404, "unknown_operation", "No such operation.", "It never existed, or its clusters have dissolved or belong to another one.");

    public static IResult BadChannel { get; } =
        Of(400, "bad_channel", "Not a channel.", "A channel is \"reseller:\" or \"cloud:\" and its name, as the list of resellers prints it.");

    public static IResult UnknownChannel { get; } =
        Of(404, "unknown_channel", "No such channel.", "No account called through it within the lookback of the last run.");

    public static IResult NoReview { get; } =
        Of(404, "no_review", "Nothing was reviewed yet.", "A run reviews resellers and clouds once a call has come through one.");

    public static IResult BadIdempotencyKey { get; } =
        Of(400, "bad_idempotency_key", "Not an idempotency key.", "Idempotency-Key has 1 to 200 visible ASCII characters.");

    public static IResult IdempotencyKeyReused { get; } =
        Of(422, "idempotency_key_reused", "The idempotency key was used before.", "It was sent with a request that asked for something else.");

    public static IResult CompressedBody { get; } =
        Of(415, "compressed_body", "The body is compressed.", "Send it as it is, uncompressed and without Content-Encoding.");

    public static IResult UnknownRoute { get; } = Of(404, "unknown_route", "No such route.", "GET openapi.json lists the routes.");

    /// <summary>For people: the API has no such problem.</summary>
    internal static IResult UnknownPage { get; } = Of(404, "unknown_page", "No such page.", "The address is wrong, or incomplete.");

    /// <summary>For people: what they entered at the desk is wrong.</summary>
    internal static IResult BadEntry(string detail) => Of(400, "bad_entry", "It was not kept.", detail);

    /// <summary>For people: the form was sent before, with something else in it.</summary>
    internal static IResult EntrySent { get; } =
        Of(
            409,
            "entry_sent",
            "It was not kept: this form was sent before, with another text.",
            "What was sent first is kept. What you wrote now is in the form: send it again to keep it too."
        );

    /// <summary>For people: who is touched is not what the form's page said.</summary>
    internal static IResult ChangedMeanwhile { get; } =
        Of(
            409,
            "changed_meanwhile",
            "Nothing was decided: it has changed since you looked.",
            "Somebody else decided, or a run changed what the page showed. Read it again, then send the form."
        );

    public static IResult MethodNotAllowed { get; } = Of(405, "method_not_allowed", "The route has other methods.", "The header Allow names them.");

    public static IResult Busy { get; } = Of(409, "busy", "Others publish or decide.", "Nothing was decided. Send the request again.");

    public static IResult Unauthenticated { get; } =
        Of(401, "unauthenticated", "The caller is unknown.", "The request needs an identity of Entra ID or a valid key.");

    public static IResult Forbidden { get; } = Of(403, "forbidden", "Not allowed.", "The caller does not have the role that this request needs.");

    public static IResult CrossSite { get; } =
        Of(
            403,
            "cross_site",
            "The request comes from another site.",
            "Only a page of this app may make a browser send it. Open the console anew, in a browser of today."
        );

    public static IResult WarmingUp { get; } = Of(503, "warming_up", "Verdicts are being read.", "This instance has just started. Try again soon.");

    public static IResult StorageUnavailable { get; } = Of(503, "storage_unavailable", "The storage does not answer.", "Try again soon.");

    public static IResult LedgerDamaged { get; } =
        Of(503, "ledger_damaged", "The ledger is damaged.", "An operator has to mend its head; the log names the row. Lookups answer what is known.");

    public static IResult InternalError { get; } =
        Of(500, "internal_error", "The request failed.", "The fault is in this service, not in the request. It was logged.");

    /// <summary>A body that could not be read to its end.</summary>
    /// <param name="status">The status that the server chose.</param>
    public static IResult Unreadable(int status) =>
        status == StatusCodes.Status413PayloadTooLarge
            ? Of(status, "body_too_large", "The body is too large.", "No request may have so many bytes.")
            : BadBody("It ended too early, or could not be read.");

    public static IResult BadQuery(string detail) => Of(400, "bad_query", "The query is wrong.", detail);

    public static IResult BadBody(string detail) => Of(400, "bad_body", "The body is wrong.", detail);

    public static IResult TooLarge(int bytes) =>
        Of(413, "body_too_large", "The body is too large.", FormattableString.Invariant($"It may have {bytes:N0} bytes."));

    public static IResult BadLimit(string name, int most) =>
        Of(400, "bad_limit", "Not a limit.", FormattableString.Invariant($"{name} must be a whole number from 1 to {most:N0}."));

    public static IResult BadFilter(string name, string values) => Of(400, "bad_filter", "Not a filter.", $"{name} must be one of {values}.");

    /// <summary>Names what is wrong with attestations, each fault with its place.</summary>
    public static IResult BadAttestations(IEnumerable<string> faults) =>
        Of(
            400,
            "bad_attestations",
            "Not attestations.",
            "None of the document was taken. docs/kyc-attestations.schema.json describes it.",
            ("faults", faults.ToArray())
        );

    public static IResult BadIndicators(string detail) => Of(400, "bad_indicators", "Not a bundle of indicators.", detail);

    public static IResult NotFlagged { get; } =
        Of(
            409,
            "not_flagged",
            "The cluster is not flagged.",
            "Only a suspect or confirmed cluster that nobody dismissed is given to others. Confirm it first, if you are sure."
        );

    public static IResult BadDecision(string detail) => Of(400, "bad_decision", "Not a decision.", detail);

    public static IResult BadOverride(string detail) => Of(400, "bad_override", "Not an override.", detail);

    public static IResult BadAllowance(string detail) => Of(400, "bad_allowance", "Not an entry of an allow-list.", detail);

    /// <summary>Names the first bad ids. Each is cut to the length that an id may have.</summary>
    public static IResult BadAccountIds(IEnumerable<string> ids) =>
        Of(
            400,
            "bad_account_ids",
            "Not account ids.",
            $"An account id has 1 to {AccountId.MaxLength} printable characters.",
            ("accounts", ids.Take(20).Select(id => id.Length > AccountId.MaxLength ? id[..AccountId.MaxLength] : id).ToArray())
        );

    internal static IResult Of(int status, string code, string title, string detail, params (string Name, object? Value)[] more) =>
        Results.Problem(
            statusCode: status,
            title: title,
            detail: detail,
            extensions: new Dictionary<string, object?>(more.Select(m => KeyValuePair.Create(m.Name, m.Value))) { ["code"] = code }
        );
}

using Distill.Contracts;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>The errors of the honeypots' routes. The OpenAPI document describes their codes at the routes.</summary>
internal static class HoneypotProblems
{
    public static IResult BadEpoch { get; } =
        Problems.Of(400, "bad_epoch", "Not an epoch.", $"An epoch has 1 to {EpochId.MaxLength} letters, digits, '-', '.' or '_'.");

    public static IResult BadMarkRequest { get; } =
        Problems.Of(
            400,
            "bad_mark_request",
            "Not a request to mark.",
            $"The body must be a JSON object with text, account (1 to {AccountId.MaxLength} printable characters), requestId (1 to "
                + $"{RequestIds.MaxLength} characters) and, if known, created (a time with its offset)."
        );

    /// <summary>Names what is wrong with an attribution test, each fault with its member.</summary>
    public static IResult BadAudit(IEnumerable<string> faults) =>
        Problems.Of(
            400,
            "bad_audit",
            "Not an attribution test that can be recorded.",
            $"Nothing was recorded: {string.Join("; ", faults)}.",
            ("faults", faults.ToArray())
        );

    public static IResult TextTooLong(int bytes) => Problems.Of(413, "text_too_long", "The text is too long.", $"A request may have {bytes} bytes.");
}

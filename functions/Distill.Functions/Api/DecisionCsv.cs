using System.Globalization;
using Distill.Core.Decisions;

namespace Distill.Functions.Api;

/// <summary>Decisions and overrides as tables. The columns have the names of the JSON members.</summary>
internal static class DecisionCsv
{
    public static CsvAnswer Of(IReadOnlyList<ListedDecision> page, long? next, Standing standing) =>
        new(
            "decisions",
            page.Select<ListedDecision, string[]>(d =>
                    [
                        Number(d.Decision.Number),
                        d.Decision.Id,
                        d.Cluster ?? "",
                        d.Decision.Kind.Name(),
                        Number(d.Accounts),
                        d.Decision.By,
                        d.Decision.Why,
                        Time(d.Decision.At),
                        Time(d.Decision.Expires),
                        Flag(d.IsInForce(standing)),
                        d.Decision.Passed is { } passed ? Number(passed) : "",
                        d.Decision.Operation?.ToString() ?? "",
                        Number(d.Parts.Count),
                    ]
                )
                .Prepend([
                    "number",
                    "id",
                    "cluster",
                    "decision",
                    "accounts",
                    "by",
                    "why",
                    "at",
                    "expires",
                    "inForce",
                    "passed",
                    "operation",
                    "clusters",
                ]),
            next
        );

    public static CsvAnswer Of(IReadOnlyList<AccountOverride> page, long? next, Standing standing) =>
        new(
            "overrides",
            page.Select<AccountOverride, string[]>(o =>
                    [Number(o.Number), o.Id, o.Account.Value, o.Kind.Name(), o.By, o.Why, Time(o.At), Time(o.Expires), Flag(standing.IsInForce(o))]
                )
                .Prepend(["number", "id", "account", "action", "by", "why", "at", "expires", "inForce"]),
            next
        );

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFZ", CultureInfo.InvariantCulture) ?? "";

    private static string Flag(bool value) => value ? "true" : "false";
}

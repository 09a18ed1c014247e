using Distill.Contracts;
using Distill.Core.Decisions;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>Which decisions or overrides a caller asks for. Null stands for all.</summary>
/// <param name="After">The number after which the page begins.</param>
/// <param name="Limit">The most entries. A page may have more, because all of one number come together.</param>
/// <param name="Account">Only those that concern this account.</param>
/// <param name="InForce">Only those that are, or are not, in force.</param>
internal sealed record DecisionQuery(int After, int Limit, AccountId? Account, bool? InForce)
{
    private static readonly NumberRange s_limits = new(Default: 100, Min: 1, Max: 10_000);

    // Who takes a table into a spreadsheet wants all of it.
    private static readonly NumberRange s_csvLimits = s_limits with { Default = s_limits.Max };

    private static readonly NumberRange s_numbers = new(Default: 0, Min: 0, Max: int.MaxValue - 1);

    /// <summary>Whether the caller wants a table instead of JSON.</summary>
    public bool Csv { get; private init; }

    /// <summary>Reads what decisions and overrides have in common. If something is wrong with it, returns a problem instead.</summary>
    public static (DecisionQuery? Query, IResult? Problem) Read(HttpRequest request)
    {
        if (!Query.TryText(request, "format", out var format) || format is not (null or "json" or "csv"))
        {
            return (null, Problems.BadFilter("format", "json or csv"));
        }

        var csv = format is null ? CsvAnswer.IsAskedFor(request) : format == "csv";
        if (!Query.TryNumber(request, "limit", csv ? s_csvLimits : s_limits, out var limit))
        {
            return (null, Problems.BadLimit("limit", s_limits.Max));
        }

        if (!Query.TryNumber(request, "after", s_numbers, out var after))
        {
            return (null, Problems.BadAfter);
        }

        AccountId account = default;
        if (!Query.TryText(request, "account", out var name) || (name is not null && !AccountId.TryParse(name, null, out account)))
        {
            return (null, Problems.BadAccountId);
        }

        return !Query.TryText(request, "in_force", out var inForce) || inForce is not (null or "true" or "false")
            ? (null, Problems.BadFilter("in_force", "true or false"))
            : (new DecisionQuery(after, limit, name is null ? null : account, inForce is null ? null : inForce == "true") { Csv = csv }, null);
    }

    /// <summary>A page of decisions, and the number after which the next one begins; null if there is none.</summary>
    /// <param name="all">All decisions ever made.</param>
    /// <param name="passes">Whether the caller asks for a decision, this query aside.</param>
    /// <param name="standing">Says which are in force.</param>
    public (ListedDecision[] Page, long? Next) Of(IEnumerable<ClusterDecision> all, Func<ClusterDecision, bool> passes, Standing standing) =>
        Page(
            ListedDecision
                .Of(all, d => passes(d) && (Account is not { } one || d.On.Everyone.Contains(one)))
                .Where(d => InForce is not { } now || d.IsInForce(standing) == now),
            d => (d.Decision.Number, d.Decision.Id)
        );

    /// <summary>A page of overrides, and the number after which the next one begins; null if there is none.</summary>
    public (AccountOverride[] Page, long? Next) Of(IEnumerable<AccountOverride> all, Standing standing) =>
        Page(
            all.Where(o => (Account is not { } one || o.Account == one) && (InForce is not { } now || standing.IsInForce(o) == now)),
            o => (o.Number, o.Id)
        );

    private (T[] Page, long? Next) Page<T>(IEnumerable<T> all, Func<T, (long Number, string Id)> key)
    {
        var rest = all.Where(x => key(x).Number > After).OrderBy(x => key(x).Number).ThenBy(x => key(x).Id, StringComparer.Ordinal).ToArray();
        var last = rest.Length > Limit ? key(rest[Limit - 1]).Number : long.MaxValue;
        T[] page = [.. rest.TakeWhile(x => key(x).Number <= last)];
        return (page, page.Length < rest.Length ? last : null);
    }
}

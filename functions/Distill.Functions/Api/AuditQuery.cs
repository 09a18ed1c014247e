using Distill.Contracts;
using Distill.Functions.Storage;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Keys;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>Which recorded attribution tests a caller asks for. Null stands for all.</summary>
/// <param name="Cluster">Only those that asked about this cluster.</param>
/// <param name="Account">Only those that asked about this account.</param>
/// <param name="Epoch">Only those of this epoch.</param>
/// <param name="Named">Only those that name, or do not name, who is asked for; if nobody is, anybody.</param>
internal sealed record AuditQuery(ClusterId? Cluster, AccountId? Account, EpochId? Epoch, bool? Named)
{
    private static readonly NumberRange s_limits = new(Default: 100, Min: 1, Max: 1000);

    private int Limit { get; init; }

    private string? After { get; init; }

    /// <summary>Reads a query. If something is wrong with it, returns a problem instead.</summary>
    public static (AuditQuery? Query, IResult? Problem) Read(HttpRequest request)
    {
        if (!Query.TryNumber(request, "limit", s_limits, out var limit))
        {
            return (null, Problems.BadLimit("limit", s_limits.Max));
        }

        ClusterId cluster = default;
        if (!Query.TryText(request, "cluster", out var id) || (id is not null && !ClusterId.TryParse(id, null, out cluster)))
        {
            return (null, Problems.BadClusterId);
        }

        AccountId account = default;
        if (!Query.TryText(request, "account", out var name) || (name is not null && !AccountId.TryParse(name, null, out account)))
        {
            return (null, Problems.BadAccountId);
        }

        EpochId epoch = default;
        if (!Query.TryText(request, "epoch", out var span) || (span is not null && !EpochId.TryParse(span, null, out epoch)))
        {
            return (null, HoneypotProblems.BadEpoch);
        }

        if (!Query.TryText(request, "named", out var named) || named is not (null or "true" or "false"))
        {
            return (null, Problems.BadFilter("named", "true or false"));
        }

        return !Query.TryText(request, "after", out var after)
            ? (null, Problems.BadAfter)
            : (
                new AuditQuery(
                    id is null ? null : cluster,
                    name is null ? null : account,
                    span is null ? null : epoch,
                    named is null ? null : named == "true"
                )
                {
                    Limit = limit,
                    After = after,
                },
                null
            );
    }

    /// <summary>
    /// A page of tests, and the id after which the next one begins; null on the last one. If no test has the id that the query gives, null.
    /// </summary>
    public (IReadOnlyList<RecordedAudit> Page, string? Next)? Of(IReadOnlyList<RecordedAudit> all)
    {
        var begin = After is null ? 0 : 1 + all.Index().FirstOrDefault(a => a.Item.Id == After, (-1, null!)).Index;
        if (After is not null && begin == 0)
        {
            return null;
        }

        RecordedAudit[] rest = [.. all.Skip(begin).Where(Passes).Take(Limit + 1)];
        return rest.Length > Limit ? (rest[..Limit], rest[Limit - 1].Id) : (rest, null);
    }

    private bool Passes(RecordedAudit audit)
    {
        var test = audit.Test;
        var cluster = Cluster is { } one ? audit.FindCluster(MarkCode.Of(one).Value) : null;
        var account = Account is { } other ? audit.FindAccount(other.Value) : null;
        if ((Epoch is { } epoch && test.Epoch != epoch) || (Cluster is not null && cluster is null) || (Account is not null && account is null))
        {
            return false;
        }

        var names =
            Cluster is null && Account is null
                ? test.Clusters.Concat(test.Accounts).Any(test.Names)
                : new[] { cluster, account }.OfType<RecordedCandidate>().Any(test.Names);
        return Named is not { } only || names == only;
    }
}

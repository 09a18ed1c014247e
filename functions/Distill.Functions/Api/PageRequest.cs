using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>Which page of a list in order of id a request asks for.</summary>
/// <typeparam name="TId">The ids of the list.</typeparam>
internal sealed class PageRequest<TId>
    where TId : struct, IComparable<TId>, IParsable<TId>
{
    private readonly TId? _after;
    private readonly int _limit;

    private PageRequest(TId? after, int limit)
    {
        _after = after;
        _limit = limit;
    }

    /// <summary>Reads <c>limit</c> and <c>after</c> of the query. If one of them is wrong, gives the problem instead.</summary>
    /// <param name="request">The request.</param>
    /// <param name="prefix">What comes before both names.</param>
    /// <param name="limits">The default and the range of the limit.</param>
    /// <param name="page">The page that is asked for.</param>
    /// <param name="problem">What is wrong.</param>
    public static bool TryRead(
        HttpRequest request,
        string prefix,
        NumberRange limits,
        [NotNullWhen(true)] out PageRequest<TId>? page,
        [NotNullWhen(false)] out IResult? problem
    )
    {
        (page, problem) = (null, null);
        TId after = default;
        if (!Query.TryNumber(request, prefix + "limit", limits, out var limit))
        {
            problem = Problems.BadLimit(prefix + "limit", limits.Max);
            return false;
        }

        if (!Query.TryText(request, prefix + "after", out var text) || (text is not null && !TId.TryParse(text, null, out after)))
        {
            problem = Problems.BadAfter;
            return false;
        }

        page = new PageRequest<TId>(text is null ? null : after, limit);
        return true;
    }

    /// <summary>What is on the page, and where the next one begins; null on the last one.</summary>
    /// <param name="all">The list, in order of id.</param>
    /// <param name="idOf">An entry's id.</param>
    public (T[] Items, TId? Next) Of<T>(IEnumerable<T> all, Func<T, TId> idOf)
    {
        var more = all.Where(entry => _after is not { } after || idOf(entry).CompareTo(after) > 0).Take(_limit + 1).ToArray();
        return more.Length > _limit ? (more[.._limit], idOf(more[_limit - 1])) : (more, null);
    }
}

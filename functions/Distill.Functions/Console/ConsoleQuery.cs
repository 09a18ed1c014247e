using Distill.Contracts.Verdicts;
using Distill.Functions.Api;
using Distill.Reports.Console;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Console;

/// <summary>Reads the query of a page. A form sends all its fields, so an empty value counts as missing.</summary>
internal static class ConsoleQuery
{
    private const int MaxPage = 1_000_000;
    private const int MaxSize = 1_000_000;
    private const int MaxDays = 3650;

    private static readonly string[] s_states = [QueueFilter.Open, "confirmed", "dismissed", "ban_planned", QueueFilter.Grown, QueueFilter.AnyState];

    /// <summary>A text; null if it is missing, empty, or given twice.</summary>
    public static string? Text(HttpRequest request, string name) => request.Query[name] is [{ Length: > 0 } text] ? text : null;

    /// <summary>The page that is asked for; 1 if none is, or if it is no number.</summary>
    public static int Page(HttpRequest request) => Number(request, "page", MaxPage) is { } page && page > 0 ? page : 1;

    /// <summary>The filter of a queue. If something is wrong with it, returns a problem instead.</summary>
    /// <param name="request">The request.</param>
    /// <param name="path">The queue's address.</param>
    public static (QueueFilter? Filter, IResult? Problem) Queue(HttpRequest request, string path)
    {
        VerdictLevel? level = null;
        if (Text(request, "level") is { } named)
        {
            level = Enum.GetValues<VerdictLevel>().Cast<VerdictLevel?>().FirstOrDefault(l => l!.Value.Name() == named);
            if (level is null)
            {
                return (null, Problems.BadFilter("level", string.Join(", ", Enum.GetValues<VerdictLevel>().Select(l => l.Name()))));
            }
        }

        var state = Text(request, "state") ?? QueueFilter.Open;
        if (!s_states.Contains(state))
        {
            return (null, Problems.BadFilter("state", string.Join(", ", s_states)));
        }

        var order = QueueOrder.Worst;
        if (Text(request, "order") is { } asked && (!Enum.TryParse(asked, out order) || !Enum.IsDefined(order)))
        {
            return (null, Problems.BadFilter("order", string.Join(", ", Enum.GetNames<QueueOrder>())));
        }

        return
            (
                Number(request, "size", MaxSize),
                Number(request, "new", MaxDays),
                Number(request, "active", MaxDays),
                Number(request, "clusters", MaxSize)
            )
                is ({ } size, { } young, { } active, { } clusters)
            ? (
                new QueueFilter
                {
                    Path = path,
                    Clusters =
                        path == ConsoleLinks.Queue ? 0
                        : Text(request, "clusters") is null ? QueueFilter.ManyClusters
                        : Math.Max(1, clusters),
                    Level = level,
                    State = state,
                    Size = size,
                    New = young,
                    Active = active,
                    OnlyNews = Text(request, "news") == "true",
                    Assignee = Text(request, "assignee"),
                    Model = Text(request, "model"),
                    Platform = Text(request, "platform"),
                    Reseller = Text(request, "reseller"),
                    Order = order,
                    Page = Page(request),
                },
                null
            )
            : (null, Problems.BadQuery("Accounts, first seen, active and clusters are whole numbers that are not negative."));
    }

    // 0 if it is missing, null if it is no number.
    private static int? Number(HttpRequest request, string name, int most) =>
        Text(request, name) is null ? 0
        : Query.TryNumber(request, name, new NumberRange(Default: 0, Min: 0, Max: most), out var value) ? value
        : null;
}

using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Reports.Console;

namespace Distill.Functions.Console;

/// <summary>Searches all that is published, in memory. Case does not matter.</summary>
internal static class SearchBuilder
{
    public static SearchModel Build(ConsoleState state, string query)
    {
        var model = new SearchModel(state.Context("Search", ConsoleSection.Search), query);
        return query.Length == 0
            ? model
            : model with
            {
                Accounts = Accounts(state, query),
                Operations =
                [
                    .. state
                        .Operations.Where(o => Has(o.Id.ToString(), query))
                        .OrderByDescending(o => o.Accounts)
                        .Take(SearchModel.Most)
                        .Select(o => QueueBuilder.Row(o, state)),
                ],
                Clusters = [.. state.Clusters.Values.Where(c => Mentions(c, query)).Take(SearchModel.Most).Select(c => QueueBuilder.Row(c, state))],
                Decisions = [.. DecisionList.Of(state).Where(d => Has(d.By, query) || Has(d.Why, query) || d.Id == query).Take(SearchModel.Most)],
            };
    }

    private static StandingVerdict[] Accounts(ConsoleState state, string query) =>
        [
            .. state
                .View.Verdicts.All.Select(v => v.Now)
                .Where(v => Has(v.Account.Value, query))
                .OrderBy(v => Rank(v.Account, query))
                .ThenByDescending(v => v.Verdict.Level)
                .ThenBy(v => v.Account)
                .Take(SearchModel.Most),
        ];

    private static int Rank(AccountId account, string query) =>
        account.Value == query ? 0
        : account.Value.StartsWith(query, StringComparison.OrdinalIgnoreCase) ? 1
        : 2;

    private static bool Mentions(Cluster cluster, string query) =>
        Has(cluster.Id.ToString(), query)
        || cluster.Evidence.Values.Any(reasons => reasons.Any(r => Has(r.Detail, query) || Has(r.Signal, query)))
        || cluster.Models.Keys.Concat(cluster.Platforms.Keys).Concat(cluster.Resellers.Keys).Any(name => Has(name, query));

    private static bool Has(string text, string query) => text.Contains(query, StringComparison.OrdinalIgnoreCase);
}

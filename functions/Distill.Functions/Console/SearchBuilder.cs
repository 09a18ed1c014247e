using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Core.Portraits;
using Distill.Functions.Storage;
using Distill.Reports.Console;

namespace Distill.Functions.Console;

/// <summary>
/// Searches all that is published, in memory; case does not matter. And, by the last run's index, who has a card, a device, a mail domain or a
/// network. For the console's page and for the API.
/// </summary>
public sealed class SearchBuilder(ValueTable values)
{
    /// <summary>The longest text that can be looked for. A longer one is no id, and nobody types it.</summary>
    internal const int MaxLength = AccountId.MaxLength;

    internal async Task<SearchModel> BuildAsync(ConsoleState state, string query, CancellationToken cancellationToken)
    {
        var model = new SearchModel(state.Context("Search", ConsoleSection.Search), query);
        return query.Length == 0
            ? model
            : model with
            {
                Values = ValueQuery.Of(query) is { } meant ? Found(state, query, await values.FindAsync(meant, cancellationToken)) : [],
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

    // A cluster of the index may be gone, if another run published meanwhile.
    private static FoundValue[] Found(ConsoleState state, string query, IReadOnlyList<IndexedValue> found) =>
        [
            .. found
                .SelectMany(v => v.Clusters.Select(on => (Value: v, On: on, Cluster: state.Find(on.Cluster))))
                .Where(v => v.Cluster is not null)
                .OrderByDescending(v => v.Cluster!.Level)
                .ThenByDescending(v => v.On.Members)
                .ThenBy(v => v.Cluster!.Id)
                .Take(SearchModel.Most)
                .Select(v => new FoundValue(
                    v.Value.Kind,
                    v.Value.Kind == SharedKind.MailDomain ? query : v.Value.Name,
                    QueueBuilder.Row(v.Cluster!, state),
                    v.On.Members,
                    v.On.Accounts
                )),
        ];

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

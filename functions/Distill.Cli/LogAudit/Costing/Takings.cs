using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Core.Windows;
using Distill.Reports.Words;

namespace Distill.Cli.LogAudit.Costing;

/// <summary>What each cluster took, by model.</summary>
/// <param name="Currency">The currency of all money; null without a price list.</param>
/// <param name="Clusters">For each cluster what it took of each model, in order of the models' names.</param>
internal sealed record Takings(string? Currency, IReadOnlyDictionary<ClusterId, IReadOnlyList<(string Model, Taken Taken)>> Clusters)
{
    /// <summary>Models whose price is not known, in order.</summary>
    public IReadOnlyList<string> UnpricedModels =>
        [
            .. Clusters
                .Values.SelectMany(m => m)
                .Where(m => Currency is not null && m.Taken.Money is null)
                .Select(m => m.Model)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>What a cluster took in all.</summary>
    public Taken Of(ClusterId cluster) => Clusters[cluster].Aggregate(default(Taken), (sum, m) => sum + m.Taken);

    /// <summary>The money of each cluster. Empty without a price list.</summary>
    public IReadOnlyDictionary<ClusterId, Money> Costs =>
        Clusters.Keys.Where(c => Of(c).Money is not null).ToDictionary(c => c, c => new Money(Of(c).Money ?? 0, Currency ?? ""));

    /// <summary>What all clusters took.</summary>
    public Taken InAll => Clusters.Keys.Select(Of).Aggregate(default(Taken), (sum, t) => sum + t);

    /// <summary>Adds up the calls of all members.</summary>
    /// <param name="windows">All windows.</param>
    /// <param name="clusters">The clusters.</param>
    /// <param name="prices">The prices; null for none.</param>
    public static Takings Of(IEnumerable<CallWindow> windows, IReadOnlyList<Cluster> clusters, PriceList? prices)
    {
        var owners = clusters
            .OrderBy(c => c.IsDissolved)
            .SelectMany(c => c.Accounts.Select(a => (Account: a, c.Id)))
            .DistinctBy(m => m.Account)
            .ToDictionary(m => m.Account, m => m.Id);
        var sums = clusters.ToDictionary(c => c.Id, _ => new SortedDictionary<string, (double Calls, double In, double Out)>(StringComparer.Ordinal));
        foreach (var window in windows)
        {
            if (owners.TryGetValue(window.Account, out var cluster))
            {
                Add(window, sums[cluster]);
            }
        }

        return new Takings(
            prices?.Currency,
            sums.ToDictionary(s => s.Key, s => (IReadOnlyList<(string, Taken)>)[.. s.Value.Select(m => (m.Key, Priced(m.Key, m.Value, prices)))])
        );
    }

    private static void Add(CallWindow window, SortedDictionary<string, (double Calls, double In, double Out)> sums)
    {
        var weight = (double)window.Count / Math.Max(1, window.Calls.Length);
        foreach (ref readonly var call in window.Calls)
        {
            var sum = sums.GetValueOrDefault(call.Model);
            sums[call.Model] = (sum.Calls + weight, sum.In + (weight * call.InputTokens), sum.Out + (weight * call.OutputTokens));
        }
    }

    private static Taken Priced(string model, (double Calls, double In, double Out) sum, PriceList? prices)
    {
        var money = prices?.Of(model, sum.In, sum.Out);
        return new Taken(sum.Calls, sum.In, sum.Out, money, prices is not null && money is null ? sum.In + sum.Out : 0);
    }
}

using System.Globalization;
using System.Runtime.InteropServices;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>Finds groups whose accounts use more different clouds and resellers than the accounts of innocent groups.</summary>
/// <remarks>
/// A relay buys wherever the model is sold: from the provider, three clouds, several resellers. An organisation buys in one place. The measure is
/// the chance that two accounts use different ways in: Simpson's index (Nature 163, 1949, doi:10.1038/163688a0), unbiased. It does not grow with
/// the group. The baseline is natural and random groups (<see cref="NaturalGroups"/>), so a spread that the population also has is nothing unusual.
/// </remarks>
internal sealed class CloudSpread(ReferenceSample reference)
{
    // Smallest mean and deviation that are believed. A few dozen groups of a few accounts each can't show less.
    private const double Least = 0.1;

    // Fewest accounts. Fewer have no spread.
    private const int MinAccounts = 5;

    private readonly NaturalGroups _spread = new(reference, Simpson, Least);

    /// <summary>
    /// Null when fewer than eight members are known, or when innocent groups of one kind are as spread more often than once in 100.
    /// </summary>
    public Evidence? Measure(AccountGroup group)
    {
        if (_spread.Judge(group) is not { } reading || -reading.LogChance < Rarity.LeastWeight)
        {
            return null;
        }

        var ways = WaysOf(group.Members);
        var (clouds, resellers) = (Count(ways.Select(w => w.Cloud)), Count(ways.Select(w => w.Reseller)));
        return new Evidence(
            EvidenceKind.Infrastructure,
            "cloud_spread",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{group.Members.Count} accounts come in by {ways.Count} ways ({Counted(clouds, "cloud")} and "
                    + $"{Counted(resellers, "reseller")}); two of them differ in it {reading.Value:P0} of the time, two of an innocent group at "
                    + $"most {reading.Usual:P0}; by chance {Rarity.OneIn(-reading.LogChance)}."
            ),
            -reading.LogChance
        );
    }

    private static HashSet<(string Cloud, string Reseller)> WaysOf(IReadOnlyList<AccountProfile> accounts)
    {
        using var buffer = Scratch.Rent<CallBuffer>();
        var ways = new HashSet<(string Cloud, string Reseller)>();
        foreach (var account in accounts)
        {
            foreach (ref readonly var call in account.Read(buffer.Value))
            {
                ways.Add(WayIn(account, call.Platform, call.Reseller));
            }
        }

        return ways;
    }

    /// <summary>Returns the chance that two of the accounts, with one call each, use different ways in. Null for fewer than five accounts.</summary>
    internal static double? Simpson(IReadOnlyList<AccountProfile> accounts)
    {
        if (accounts.Count < MinAccounts)
        {
            return null;
        }

        // Counts only pairs of different accounts: (|sum|^2 - sum of |own|^2) / (n (n - 1)), over the accounts' own shares.
        var all = new Dictionary<(string, string), double>();
        var own = new Dictionary<(string, string), double>();
        var squares = 0.0;
        using var buffer = Scratch.Rent<CallBuffer>();
        foreach (var account in accounts)
        {
            own.Clear();
            foreach (ref readonly var call in account.Read(buffer.Value))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(own, WayIn(account, call.Platform, call.Reseller), out _) += 1.0 / account.CallCount;
            }

            foreach (var (way, share) in own)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(all, way, out _) += share;
                squares += share * share;
            }
        }

        var same = (all.Values.Sum(s => s * s) - squares) / ((double)accounts.Count * (accounts.Count - 1));
        return Math.Clamp(1 - same, 0, 1);
    }

    // The cloud and the reseller of a call. The provider's own API and console count as one.
    private static (string Cloud, string Reseller) WayIn(AccountProfile account, string? platform, string? reseller) =>
        (
            string.IsNullOrEmpty(platform) || platform is "api" or "console" ? "" : platform,
            string.IsNullOrEmpty(reseller) ? account.Record?.Reseller ?? "" : reseller
        );

    private static int Count(IEnumerable<string> names) => names.Where(n => n.Length > 0).Distinct().Count();

    private static string Counted(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}

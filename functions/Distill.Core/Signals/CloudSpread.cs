using System.Globalization;
using System.Runtime.InteropServices;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>A group's accounts come in through more different clouds and resellers than those of organisations do, and than strangers do.</summary>
/// <remarks>
/// Relays buy wherever it is sold: the provider itself, three clouds, several resellers; an organisation buys in one place. Measured as the chance
/// that two accounts come in by different ways, which does not grow with the group: Simpson's index (Nature 163, 1949), unbiased. Judged against
/// natural and random groups (<see cref="NaturalGroups"/>), so a spread that the population has is none.
/// </remarks>
internal sealed class CloudSpread(ReferenceSample reference)
{
    // An index of a few dozen groups of a few accounts each is known no better than this.
    private const double Least = 0.1;

    // Fewer accounts have no spread.
    private const int MinAccounts = 5;

    private readonly NaturalGroups _spread = new(reference, Simpson, Least);

    /// <summary>Null when fewer than eight members are known or innocent groups of one kind are spread as far once in 100.</summary>
    public Evidence? Measure(AccountGroup group)
    {
        if (_spread.Judge(group) is not { } reading || -reading.LogChance < Chance.LeastWeight)
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
                    + $"most {reading.Usual:P0}; by chance {Chance.OneIn(-reading.LogChance)}."
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

    /// <summary>Chance that two of the accounts, a call of each, come in by different ways; null for fewer than five accounts.</summary>
    internal static double? Simpson(IReadOnlyList<AccountProfile> accounts)
    {
        if (accounts.Count < MinAccounts)
        {
            return null;
        }

        // Accounts' own shares, so that pairs of different accounts are all that counts: (|sum|^2 - sum of |own|^2) / (n (n - 1)).
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

    // The provider's own API and console are one shop.
    private static (string Cloud, string Reseller) WayIn(AccountProfile account, string? platform, string? reseller) =>
        (
            string.IsNullOrEmpty(platform) || platform is "api" or "console" ? "" : platform,
            string.IsNullOrEmpty(reseller) ? account.Record?.Reseller ?? "" : reseller
        );

    private static int Count(IEnumerable<string> names) => names.Where(n => n.Length > 0).Distinct().Count();

    private static string Counted(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}

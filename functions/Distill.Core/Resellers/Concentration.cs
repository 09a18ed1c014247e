namespace Distill.Core.Resellers;

/// <summary>How a channel's calls are spread over its accounts.</summary>
/// <param name="Busiest">The share of the account with the most calls, 0 to 1.</param>
/// <param name="BusiestTen">The share of the ten accounts with the most calls.</param>
/// <param name="EqualAccounts">
/// How many accounts with equal shares would be as concentrated: the inverse of Simpson's index (Nature 163, 1949, doi:10.1038/163688a0).
/// </param>
public sealed record Concentration(double Busiest, double BusiestTen, double EqualAccounts)
{
    private const int Ten = 10;

    internal static Concentration Of(IReadOnlyList<ChannelAccount> accounts)
    {
        var calls = (double)accounts.Sum(a => a.Calls);
        double[] shares = [.. accounts.Select(a => a.Calls / calls).OrderDescending()];
        return new Concentration(shares[0], Math.Min(1, shares.Take(Ten).Sum()), 1 / shares.Sum(s => s * s));
    }
}

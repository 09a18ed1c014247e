namespace Distill.Core.Reconciliation;

/// <summary>How many of the reseller's customers stand behind one of our accounts.</summary>
/// <remarks>
/// Only some of the account's calls were matched for sure, and a customer with few calls may be among the others. So the number is estimated by the
/// customers that were seen once or twice: Chao's estimator for a sample without replacement (Chao and Lin, Biometrics 68, 2012,
/// doi:10.1111/j.1541-0420.2011.01739.x), with his log-normal interval (Chao, Biometrics 43, 1987, doi:10.2307/2531532). The more of the calls were
/// matched, the narrower it is. The interval is rounded outwards to
/// whole customers. It is a lower bound where customers differ much.
/// </remarks>
/// <param name="Account">Our account.</param>
/// <param name="Calls">Its calls that could be compared.</param>
/// <param name="Matched">Those of them that were matched for sure.</param>
/// <param name="Seen">The customers of these.</param>
/// <param name="Estimate">How many customers it has, as far as this shows.</param>
/// <param name="Low">The lower end of the 95 % interval.</param>
/// <param name="High">The upper end.</param>
public sealed record Hands(string Account, int Calls, int Matched, int Seen, double Estimate, double Low, double High)
{
    private const double Z = 1.959964;

    /// <param name="account">Our account.</param>
    /// <param name="calls">Its calls that could be compared.</param>
    /// <param name="customers">How many of the account's calls were matched for sure with each customer.</param>
    internal static Hands Of(string account, int calls, IReadOnlyCollection<int> customers)
    {
        var (matched, seen) = (customers.Sum(), customers.Count);
        var (once, twice) = ((double)customers.Count(c => c == 1), (double)customers.Count(c => c == 2));
        var sampled = Math.Min(1, (double)matched / calls);
        if (once == 0 || sampled >= 1 || matched < 2)
        {
            // No customer was seen only once, or all calls were seen: nobody else shows.
            return new Hands(account, calls, matched, seen, seen, seen, seen);
        }

        var unseen = once * once / ((matched / (matched - 1.0) * 2 * twice) + (sampled / (1 - sampled) * once));
        var ratio = twice > 0 ? once / twice : 0;
        var variance =
            (1 - sampled)
            * (
                twice > 0
                    ? twice * ((ratio * ratio / 2) + (ratio * ratio * ratio) + (ratio * ratio * ratio * ratio / 4))
                    : (once * (once - 1) / 2) + (once * ((2 * once) - 1) * ((2 * once) - 1) / 4)
            );
        var spread = Math.Exp(Z * Math.Sqrt(Math.Log(1 + (variance / (unseen * unseen)))));

        // Nobody can have more hands than calls.
        var most = seen + calls - matched;
        return new Hands(
            account,
            calls,
            matched,
            seen,
            Math.Min(most, seen + unseen),
            Math.Floor(seen + (unseen / spread)),
            Math.Min(most, Math.Ceiling(seen + (unseen * spread)))
        );
    }
}

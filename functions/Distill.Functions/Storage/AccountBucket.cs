using System.Globalization;
using System.Text;
using Distill.Contracts;

namespace Distill.Functions.Storage;

/// <summary>Spreads accounts over partition keys, the same in every process: <c>00</c> to <c>ff</c>, or <c>0</c> to <c>f</c>.</summary>
internal static class AccountBucket
{
    /// <summary>One of 256 buckets, for rows that are written one by one.</summary>
    public static string Fine(AccountId account) => Hash(account).ToString("x2", CultureInfo.InvariantCulture);

    /// <summary>
    /// One of 16 buckets, for rows that are written in bulk: fewer buckets fill the transactions. At 2,000 rows a second each, they bear more than
    /// a storage account's 20,000.
    /// </summary>
    public static string Coarse(AccountId account) => (Hash(account) >> 4).ToString("x1", CultureInfo.InvariantCulture);

    /// <summary>All buckets of <see cref="Coarse"/>.</summary>
    public static IReadOnlyCollection<string> AllCoarse { get; } =
    [.. Enumerable.Range(0, 16).Select(b => b.ToString("x1", CultureInfo.InvariantCulture))];

    private static byte Hash(AccountId account) => (byte)(Fingerprint.Of(Encoding.UTF8.GetBytes(account.Value)) >> 56);
}

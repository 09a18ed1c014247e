using System.Globalization;
using Distill.Contracts;
using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Marking;

/// <summary>
/// Tells which code each account has in one epoch: its cluster's, as the correlation had it when the book was made, or its sign-up cohort's. The book
/// does not change within the epoch, so the same keys mark everything that an account gets in it. A changed membership takes effect with the next
/// book.
/// </summary>
public sealed class CodeBook
{
    private readonly Dictionary<AccountId, MarkCode> _codes = [];

    private CodeBook(EpochId epoch, IReadOnlyList<CodeMembers> clusters)
    {
        (Epoch, Clusters) = (epoch, clusters);
        foreach (var cluster in clusters)
        {
            var code = MarkCode.Parse(cluster.Code);
            foreach (var account in cluster.Accounts)
            {
                // If an account is in two clusters, take the first by code, so that their order does not matter.
                _codes.TryAdd(AccountId.Parse(account), code);
            }
        }
    }

    public EpochId Epoch { get; }

    /// <summary>Every code with its accounts, in order.</summary>
    public IReadOnlyList<CodeMembers> Clusters { get; }

    /// <summary>Makes an epoch's book from the clusters of the correlation.</summary>
    public static CodeBook Of(EpochId epoch, IEnumerable<(ClusterId Cluster, IEnumerable<AccountId> Accounts)> clusters) =>
        new(
            epoch,
            [
                .. clusters
                    .OrderBy(c => c.Cluster)
                    .Select(c => new CodeMembers(MarkCode.Of(c.Cluster).Value, [.. c.Accounts.Order().Select(a => a.Value)])),
            ]
        );

    /// <summary>Returns what <see cref="Write"/> wrote; null for anything else.</summary>
    public static CodeBook? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return CanonicalJson.Read<Stored>(bytes) is { } stored ? new CodeBook(EpochId.Parse(stored.Epoch), stored.Clusters) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public byte[] Write() => CanonicalJson.Write(new Stored(Epoch.Value, Clusters));

    /// <summary>Returns the account with its code. Accounts in no cluster share the code of all accounts that signed up in the same week.</summary>
    /// <param name="account">The account.</param>
    /// <param name="created">When the account signed up; null if unknown. Accounts with unknown sign-up are a cohort of their own.</param>
    public MarkAssignment For(AccountId account, DateTimeOffset? created) =>
        new(account, _codes.TryGetValue(account, out var code) ? code : Cohort(created));

    private static MarkCode Cohort(DateTimeOffset? created) =>
        MarkCode.Parse(
            created is { } time
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"cohort-{ISOWeek.GetYear(time.UtcDateTime)}-W{ISOWeek.GetWeekOfYear(time.UtcDateTime):d2}"
                )
                : "cohort-unknown"
        );

    private sealed record Stored(string Epoch, IReadOnlyList<CodeMembers> Clusters);
}

using System.Globalization;
using Distill.Contracts;
using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Marking;

/// <summary>
/// Which code each account has in one epoch: its cluster's as the correlation had it when the epoch's book was laid down, or its sign-up cohort's.
/// The book does not change within the epoch, so that one key marks all that an account is given in it; a changed membership takes effect with the
/// next book.
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
                // Of two clusters the first by code, whatever order they came in.
                _codes.TryAdd(AccountId.Parse(account), code);
            }
        }
    }

    public EpochId Epoch { get; }

    /// <summary>Every code with its accounts, in order.</summary>
    public IReadOnlyList<CodeMembers> Clusters { get; }

    /// <summary>Lays down the clusters of the correlation for an epoch.</summary>
    public static CodeBook Of(EpochId epoch, IEnumerable<(ClusterId Cluster, IEnumerable<AccountId> Accounts)> clusters) =>
        new(
            epoch,
            [
                .. clusters
                    .OrderBy(c => c.Cluster)
                    .Select(c => new CodeMembers(MarkCode.Of(c.Cluster).Value, [.. c.Accounts.Order().Select(a => a.Value)])),
            ]
        );

    /// <summary>What <see cref="Write"/> wrote; null for anything else.</summary>
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

    /// <summary>The account with its code; accounts of no cluster share that of those who signed up in the same week.</summary>
    /// <param name="account">The account.</param>
    /// <param name="created">Its sign-up; null where it is not known: the account then has a cohort with others of whom it is not.</param>
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

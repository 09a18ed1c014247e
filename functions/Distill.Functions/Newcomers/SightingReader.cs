using Azure;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Newcomers;
using Distill.Core.Windows;
using Distill.Functions.Storage;

namespace Distill.Functions.Newcomers;

/// <summary>Reads sightings, and what is stored of the accounts. What it reads are sets, so replays and duplicates change nothing.</summary>
public sealed class SightingReader(SightingTable sightings, WindowTable windows, FactTable facts, ProgressTable progress)
{
    private const int Readers = 16;

    // The index with whose marks the open hours were looked through last.
    private Hour? _searched;

    /// <summary>
    /// Looks through the hours that no run has seen, once for each new index: calls may have come before the ingestion had it. It notes
    /// the sightings.
    /// </summary>
    public async Task SearchOpenHoursAsync(OperatorIndex index, CancellationToken cancellationToken)
    {
        if (_searched == index.Hour)
        {
            return;
        }

        foreach (var partition in await progress.ReadPartitionsAsync(cancellationToken))
        {
            foreach (var hour in await progress.ReadHoursAsync(partition.Partition, index.Hour.Next, cancellationToken))
            {
                var rows = await windows.ReadAsync(hour.Hour, hour.Partition, cancellationToken);
                var found = rows.Values.Where(r => Carries(r.Window, index)).Select(r => new Sighting(r.Window.Account, hour.Hour, hour.Partition));
                await sightings.SaveAsync(found, cancellationToken);
            }
        }

        _searched = index.Hour;
    }

    /// <summary>The sightings by account, of those with calls after an hour; and the old sightings, to be deleted once all is done.</summary>
    public async Task<Sightings> ReadAsync(Hour after, CancellationToken cancellationToken)
    {
        var all = await sightings.ReadAsync(cancellationToken);

        // A record may be older than the calls, and come later.
        var late = all.Where(s => s.Sighting.Hour > after || s.Sighting.Partition is null)
            .GroupBy(s => s.Sighting.Account)
            .Where(g => g.Any(s => s.Sighting.Partition is not null))
            .OrderBy(g => g.Key);
        return new Sightings([.. late], [.. all.Select(s => s.Sighting).Where(s => s.Hour <= after)]);
    }

    /// <summary>Deletes sightings.</summary>
    public Task DeleteAsync(IEnumerable<Sighting> old, CancellationToken cancellationToken) => sightings.DeleteAsync(old, cancellationToken);

    /// <summary>Reads what is stored of sighted accounts, in their order.</summary>
    public async Task<IReadOnlyList<SightedAccount>> ReadAsync(
        IReadOnlyList<IGrouping<AccountId, (Sighting Sighting, ETag Version)>> sighted,
        CancellationToken cancellationToken
    )
    {
        var accounts = new SightedAccount[sighted.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, sighted.Count, parallel, async (i, token) => accounts[i] = await ReadAsync(sighted[i], token));
        return accounts;
    }

    /// <summary>The accounts of these whose customer was verified, and that still counts.</summary>
    public async Task<IReadOnlyList<AccountId>> FindVerifiedAsync(
        IEnumerable<AccountId> accounts,
        Hour now,
        TimeSpan counts,
        CancellationToken cancellationToken
    )
    {
        var verified = new List<AccountId>();
        foreach (var account in accounts)
        {
            var known = await facts.ReadAsync(account, cancellationToken);
            if (new SightedAccount(account, now, [], null, PassedOf(known)).IsVerified(counts))
            {
                verified.Add(account);
            }
        }

        return verified;
    }

    private async Task<SightedAccount> ReadAsync(IGrouping<AccountId, (Sighting Sighting, ETag Version)> sighted, CancellationToken cancellationToken)
    {
        var calls = new Dictionary<ulong, ApiCall>();
        foreach (var ((account, hour, partition), _) in sighted)
        {
            if (partition is { } own && await windows.FindAsync(hour, own, account, cancellationToken) is { } window)
            {
                foreach (var call in window.Calls.ToArray())
                {
                    calls[call.Id] = call;
                }
            }
        }

        var known = await facts.ReadAsync(sighted.Key, cancellationToken);
        return new SightedAccount(
            sighted.Key,
            sighted.Where(s => s.Sighting.Partition is not null).Max(s => s.Sighting.Hour),
            [.. calls.Values.OrderBy(c => (c.Micros, c.Id))],
            AccountFacts.Latest(known.OfType<AccountRecord>()),
            PassedOf(known)
        );
    }

    private static VerificationRecord? PassedOf(IEnumerable<IAccountFact> facts) => VerificationRecord.PassedOf(facts.OfType<VerificationRecord>());

    private static bool Carries(CallWindow window, OperatorIndex index)
    {
        foreach (ref readonly var call in window.Calls)
        {
            if (index.Carries(call))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>What is in the table of sightings.</summary>
/// <param name="Accounts">The sightings by account, in order, each with its version.</param>
/// <param name="Old">Sightings that count no more.</param>
public sealed record Sightings(IReadOnlyList<IGrouping<AccountId, (Sighting Sighting, ETag Version)>> Accounts, IReadOnlyList<Sighting> Old);

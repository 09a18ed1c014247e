using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Profiles;

namespace Distill.Core.Resellers;

/// <summary>Accounts of a channel whose identity stands for little: a disposable mail domain, or a card or device of several accounts.</summary>
/// <param name="DisposableMail">Accounts with a disposable mail domain. Null when no list of such domains was given.</param>
/// <param name="SharedCards">Accounts that pay with a card of at least three accounts of the channel.</param>
/// <param name="SharedDevices">Accounts that signed up on a device of at least three accounts of the channel.</param>
public sealed record Identities(int? DisposableMail, int SharedCards, int SharedDevices)
{
    /// <summary>
    /// Fewest accounts on one card or device that are worth a question. Two are often one person's. Accounts of a known business are left out: a
    /// company pays for many.
    /// </summary>
    internal const int MinShared = 3;

    /// <summary>Counts, and returns the accounts behind each figure.</summary>
    internal static (Identities Counts, IdentityAccounts Accounts) Of(IReadOnlyList<ChannelAccount> accounts, ReviewSource source)
    {
        ChannelAccount[] persons = [.. accounts.Where(a => a.Kyc < KnowYourCustomer.Business && a.Record is not null)];
        var found = new IdentityAccounts(
            persons.Where(a => a.Record!.EmailDomain is { } domain && source.Lists.IsDisposable(domain)).Select(a => a.Account).ToHashSet(),
            Shared(persons, TraitKind.Payment, a => a.Record!.Payment, source),
            Shared(persons, TraitKind.Device, a => a.Record!.Device, source)
        );
        var isListed = source.Lists.Names(Signals.ListKind.DisposableMail);
        return (new Identities(isListed ? found.DisposableMail.Count : null, found.SharedCards.Count, found.SharedDevices.Count), found);
    }

    private static HashSet<AccountId> Shared(
        IReadOnlyList<ChannelAccount> accounts,
        TraitKind kind,
        Func<ChannelAccount, ulong> value,
        ReviewSource source
    )
    {
        var common = source.CommonValues.Where(v => v.Kind == kind).Select(v => v.Value).ToHashSet();
        return
        [
            .. accounts
                .Where(a => value(a) != 0 && !common.Contains(value(a)))
                .GroupBy(value)
                .Where(g => g.Count() >= MinShared)
                .SelectMany(g => g.Select(a => a.Account)),
        ];
    }
}

/// <summary>The accounts behind <see cref="Identities"/>.</summary>
internal sealed record IdentityAccounts(
    IReadOnlySet<AccountId> DisposableMail,
    IReadOnlySet<AccountId> SharedCards,
    IReadOnlySet<AccountId> SharedDevices
);

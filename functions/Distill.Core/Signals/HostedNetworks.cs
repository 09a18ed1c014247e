using System.Globalization;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>
/// Finds groups with unusually many calls from data centres or VPNs, or unusually many accounts with a throw-away mail domain. The lists of these
/// are supplied.
/// </summary>
/// <remarks>
/// The measure is an account's share of calls from listed networks or ASNs, or whether its mail domain is listed. The test is a beta tail of the
/// group's mean (<see cref="HabitShare"/>). The baseline is the population and its natural groups: a third of honest accounts are programs in data
/// centres, and VPN users and resellers' customers also call from listed networks. Without lists it finds nothing.
/// </remarks>
internal sealed class HostedNetworks
{
    private readonly List<(ListKind Kind, HabitShare Share)> _shares = [];

    public HostedNetworks(ReferenceSample reference, NetworkLists lists)
    {
        foreach (var kind in Enum.GetValues<ListKind>().Where(lists.Names))
        {
            _shares.Add((kind, new HabitShare(reference, kind == ListKind.DisposableMail ? p => Disposable(p, lists) : p => Listed(p, kind, lists))));
        }
    }

    /// <summary>Returns a finding for each kind of list on which the group stands out, as innocent groups do at most once in 100.</summary>
    public IEnumerable<Evidence> Measure(AccountGroup group)
    {
        foreach (var (kind, share) in _shares)
        {
            if (share.Judge(group) is { } reading && -reading.LogChance >= Rarity.LeastWeight)
            {
                var (signal, what, verb) = kind switch
                {
                    ListKind.DataCentre => (
                        "data_centre_networks",
                        "of the calls come from networks listed as data centres'",
                        "of other accounts' do"
                    ),
                    ListKind.Vpn => ("vpn_networks", "of the calls come from networks listed as VPNs'", "of other accounts' do"),
                    _ => ("disposable_mail", "of the accounts have a mail domain listed as throw-away", "of others have"),
                };
                yield return new Evidence(
                    EvidenceKind.Infrastructure,
                    signal,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{reading.Mean:P0} {what} ({reading.Accounts} accounts known), where {reading.Expected:P1} {verb}; by chance "
                            + $"{Rarity.OneIn(-reading.LogChance)}."
                    ),
                    -reading.LogChance
                );
            }
        }
    }

    private static double? Disposable(AccountProfile profile, NetworkLists lists) =>
        profile.Record?.EmailDomain is { Length: > 0 } domain
            ? lists.IsDisposable(domain)
                ? 1
                : 0
            : null;

    private static double? Listed(AccountProfile profile, ListKind kind, NetworkLists lists)
    {
        int known = 0,
            listed = 0;
        using var buffer = Scratch.Rent<CallBuffer>();
        foreach (ref readonly var call in profile.Read(buffer.Value))
        {
            if (call.Network.IsKnown || call.Asn != 0)
            {
                known++;
                listed += lists.Contains(kind, call.Network, call.Asn) ? 1 : 0;
            }
        }

        return known == 0 ? null : (double)listed / known;
    }
}

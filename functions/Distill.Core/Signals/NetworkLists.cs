using System.Collections.Frozen;
using Distill.Core.Events;

namespace Distill.Core.Signals;

/// <summary>Networks, ASNs and mail domains from published lists. Immutable; empty by default.</summary>
public sealed class NetworkLists
{
    // Most line numbers that a message shows. They are enough to see what is wrong with a list.
    private const int BadLinesNamed = 5;

    private readonly PrefixRanges[] _networks;
    private readonly FrozenSet<uint>[] _asns;
    private readonly FrozenSet<string>[] _domains;

    private NetworkLists(IReadOnlyCollection<(ListKind Kind, ListEntry Entry)> entries)
    {
        var kinds = Enum.GetValues<ListKind>();
        _networks = [.. kinds.Select(k => new PrefixRanges(Of(k).Where(e => e.First != 0).Select(e => (e.First, e.Last))))];
        _asns = [.. kinds.Select(k => Of(k).Select(e => e.Asn).Where(a => a != 0).ToFrozenSet())];
        _domains = [.. kinds.Select(k => Of(k).Select(e => e.Domain).OfType<string>().ToFrozenSet(StringComparer.OrdinalIgnoreCase))];

        IEnumerable<ListEntry> Of(ListKind kind) => entries.Where(e => e.Kind == kind).Select(e => e.Entry);
    }

    /// <summary>Empty lists.</summary>
    public static NetworkLists None { get; } = new([]);

    /// <summary>Number of networks, ASNs and domains of all kinds. Adjacent networks count as one.</summary>
    public int Count => _networks.Sum(n => n.Count) + _asns.Sum(a => a.Count) + _domains.Sum(d => d.Count);

    /// <summary>
    /// Parses lists. Each line has one network (CIDR or address), ASN (<c>AS64500</c> or <c>64500</c>) or domain in its first field. Whatever
    /// follows a comma, semicolon, blank or # is ignored. A table's header and blank lines are skipped.
    /// </summary>
    /// <param name="texts">The lists. Several lists of one kind are joined.</param>
    /// <param name="bad">For each list with unreadable lines: how many, and the first few.</param>
    public static NetworkLists Parse(IEnumerable<ListText> texts, out IReadOnlyList<BadListLines> bad)
    {
        var entries = new List<(ListKind Kind, ListEntry Entry)>();
        var faults = new List<BadListLines>();
        foreach (var text in texts)
        {
            var number = 0;
            var isFirst = true;
            var unread = new List<int>();
            foreach (var line in text.Lines)
            {
                number++;
                var field = ListEntry.FieldOf(line);
                if (field.IsEmpty)
                {
                    continue;
                }

                if (ListEntry.TryParse(field, text.Kind, out var entry))
                {
                    entries.Add((text.Kind, entry));
                }
                else if (!isFirst || !line.Contains(',', StringComparison.Ordinal))
                {
                    unread.Add(number);
                }

                isFirst = false;
            }

            if (unread.Count > 0)
            {
                faults.Add(new BadListLines(text.Name, unread.Count, [.. unread.Take(BadLinesNamed)]));
            }
        }

        bad = faults;
        return new NetworkLists(entries);
    }

    /// <summary>True when the lists of this kind contain anything.</summary>
    public bool Names(ListKind kind) => _networks[(int)kind].Count + _asns[(int)kind].Count + _domains[(int)kind].Count > 0;

    /// <summary>True when the network or its ASN is on a list of this kind.</summary>
    public bool Contains(ListKind kind, NetworkPrefix network, uint asn) =>
        (asn != 0 && _asns[(int)kind].Contains(asn)) || (network.IsKnown && _networks[(int)kind].CoversHalf(network));

    /// <summary>True when the mail domain, or a parent of it, is on a list of throw-away domains.</summary>
    public bool IsDisposable(string domain)
    {
        var listed = _domains[(int)ListKind.DisposableMail].GetAlternateLookup<ReadOnlySpan<char>>();
        for (var rest = domain.AsSpan().TrimEnd('.'); !rest.IsEmpty; )
        {
            if (listed.Contains(rest))
            {
                return true;
            }

            var dot = rest.IndexOf('.');
            rest = dot < 0 ? default : rest[(dot + 1)..];
        }

        return false;
    }
}

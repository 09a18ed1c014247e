using System.Text;
using Distill.Contracts;
using Distill.Core.Events;

namespace Distill.Core.Profiles;

/// <summary>
/// What a person says of a card, a network or a business: that accounts share it honestly, until an end. It is evidence against a group whose
/// members have it, and is shown as such.
/// </summary>
public sealed record AllowEntry
{
    public required string Id { get; init; }

    public required AllowKind Kind { get; init; }

    /// <summary>The card as events name it; the network, such as 203.0.113.0/24; or the business's mail domain.</summary>
    public required string Value { get; init; }

    /// <summary>False for an entry that ends an earlier one on the same value.</summary>
    public required bool Allows { get; init; }

    public required string By { get; init; }

    public required string Why { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>When it ends. Null only for an entry that ends an earlier one.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Fingerprint of the request that made it, to tell a repeated request from another.</summary>
    public string? Request { get; init; }

    /// <summary>The value as accounts have it.</summary>
    internal Trait Trait =>
        Kind switch
        {
            AllowKind.Card => Trait.Of(TraitKind.Payment, Value),
            AllowKind.Network => new Trait(TraitKind.Network, NetworkOf(Value)?.Bits ?? 0),
            _ => Trait.Of(TraitKind.EmailDomain, Value),
        };

    /// <summary>A value as it is kept; null if it is none of its kind. An address stands for its network.</summary>
    public static string? Normalized(AllowKind kind, string? value)
    {
        var text = value?.Trim() ?? "";
        return text.Length is 0 or > 256 || FreeText.Fault(text) is not null ? null
            : kind == AllowKind.Network
                ? NetworkOf(text) is { IsKnown: true } network ? network.ToString()
                    : null
            : kind == AllowKind.Card ? text
            : text.Contains('.', StringComparison.Ordinal) && !text.Contains('@', StringComparison.Ordinal) ? text.ToLowerInvariant()
            : null;
    }

    /// <summary>The network of an address, or the network itself; null if the text is neither.</summary>
    internal static NetworkPrefix? NetworkOf(string text)
    {
        var parts = text.Split('/');
        return
            parts.Length <= 2
            && NetworkPrefix.TryParse(Encoding.UTF8.GetBytes(parts[0]), out var network)
            && (parts.Length == 1 || network.ToString().EndsWith($"/{parts[1]}", StringComparison.Ordinal))
            ? network
            : null;
    }
}

/// <summary>What can be allowed.</summary>
public enum AllowKind
{
    Network,
    Card,

    /// <summary>A company or a school, by its own mail domain.</summary>
    Business,
}

/// <summary>All entries ever made, in any order.</summary>
public sealed record AllowList(IReadOnlyList<AllowEntry> Entries)
{
    public static AllowList Empty { get; } = new([]);

    /// <summary>The entries in force at a time: of each value the last one, unless it has ended. In a fixed order.</summary>
    public IReadOnlyList<AllowEntry> At(DateTimeOffset time) =>
        [
            .. Entries
                .Where(e => e.At <= time)
                .GroupBy(e => (e.Kind, e.Value))
                .Select(g => g.OrderBy(e => e.At).ThenBy(e => e.Id, StringComparer.Ordinal).Last())
                .Where(e => e.Allows && e.Expires > time)
                .OrderBy(e => e.Kind)
                .ThenBy(e => e.Value, StringComparer.Ordinal),
        ];
}

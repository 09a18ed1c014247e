using System.Globalization;
using Distill.Core.Profiles;

namespace Distill.Core.Portraits;

/// <summary>
/// A value that a person looks for: a card or a device as events name it, or its part as pages show it; an address or its network; a mail domain.
/// </summary>
public sealed class ValueQuery
{
    private readonly HashSet<(SharedKind Kind, ulong Value)> _values = [];
    private readonly uint? _part;

    private ValueQuery(string text)
    {
        Add(Trait.Of(TraitKind.Payment, text));
        Add(Trait.Of(TraitKind.Device, text));
        if (AllowEntry.Normalized(AllowKind.Business, text[(text.LastIndexOf('@') + 1)..].TrimEnd('.')) is { } domain)
        {
            Add(Trait.Of(TraitKind.EmailDomain, domain));
        }

        if (AllowEntry.NetworkOf(text) is { IsKnown: true } network)
        {
            Add(new Trait(TraitKind.Network, network.Bits));
        }

        _part =
            text.Length == SharedValues.Digits && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var part)
                ? part
                : null;
    }

    /// <summary>The places at which the value may stand: of each, the first one and the last.</summary>
    public IEnumerable<(ulong First, ulong Last)> Ranges =>
        _values
            .Select(v => IndexedValue.PlaceOf(v.Kind, v.Value))
            .Select(place => (place, place))
            .Concat(_part is { } part ? [((ulong)part << 32, ((ulong)part << 32) | uint.MaxValue)] : Array.Empty<(ulong, ulong)>());

    /// <summary>What a person typed or pasted. Null if it can be no value.</summary>
    public static ValueQuery? Of(string text) => text.Trim() is { Length: > 0 } trimmed ? new ValueQuery(trimmed) : null;

    /// <summary>Whether a value of the index is meant.</summary>
    public bool Means(IndexedValue value) =>
        _values.Contains((value.Kind, value.Value))
        || (_part is { } part && value.Kind is SharedKind.Card or SharedKind.Device && value.Value >> 32 == part);

    private void Add(Trait trait) => _values.Add((SharedValues.KindOf(trait.Kind), trait.Value));
}

namespace Distill.Core.Signals;

/// <summary>A value of a cluster, as a keyed hash that providers can compare.</summary>
/// <param name="Kind">What it is: <c>payment</c>, <c>device</c>, <c>emaildomain</c>, <c>network</c> or <c>framing</c>.</param>
/// <param name="Hash">The keyed hash, 64 hexadecimal digits.</param>
public sealed record KeyedValue(string Kind, string Hash);

/// <summary>Values that another provider reported of one cluster.</summary>
public sealed record SharedIndicator
{
    /// <summary>The indicator's id. A later version of it replaces an earlier one.</summary>
    public required string Id { get; init; }

    /// <summary>Who reported it, as it names itself.</summary>
    public required string From { get; init; }

    /// <summary>The id of the key under which the values were hashed.</summary>
    public required string KeyId { get; init; }

    /// <summary>What the values are, see <see cref="KeyedValue"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The keyed hashes, 64 hexadecimal digits each.</summary>
    public required IReadOnlyList<string> Hashes { get; init; }

    /// <summary>When this version was made.</summary>
    public required DateTimeOffset Modified { get; init; }

    /// <summary>From when on it holds.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>True if the provider took it back.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>When it came in. Runs as of an earlier time do not count it.</summary>
    public DateTimeOffset Received { get; init; } = DateTimeOffset.MinValue;
}

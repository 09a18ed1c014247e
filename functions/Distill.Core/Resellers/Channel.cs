namespace Distill.Core.Resellers;

/// <summary>What a channel is. The provider's own API and console are none.</summary>
public enum ChannelKind
{
    /// <summary>A company that sells access to others.</summary>
    Reseller,

    /// <summary>A platform of someone else's, such as bedrock, vertex or foundry.</summary>
    Cloud,
}

/// <summary>A reseller or a cloud through which calls come. Prints like <c>reseller:res_3</c>.</summary>
public readonly record struct Channel(ChannelKind Kind, string Name) : IComparable<Channel>
{
    /// <summary>Returns the channel of a platform. Null for the provider's own, and where none is known.</summary>
    public static Channel? OfPlatform(string? platform) =>
        string.IsNullOrEmpty(platform) || platform is "api" or "console" ? null : new Channel(ChannelKind.Cloud, platform);

    /// <summary>Returns the channel of a reseller. Null where there is none.</summary>
    public static Channel? OfReseller(string? reseller) => string.IsNullOrEmpty(reseller) ? null : new Channel(ChannelKind.Reseller, reseller);

    /// <summary>Reads what <see cref="ToString"/> prints. Null for any other text.</summary>
    public static Channel? Parse(string text) =>
        text.Split(':', 2) switch
        {
            ["reseller", { Length: > 0 } name] => new Channel(ChannelKind.Reseller, name),
            ["cloud", { Length: > 0 } name] => new Channel(ChannelKind.Cloud, name),
            _ => null,
        };

    public int CompareTo(Channel other) => Kind != other.Kind ? Kind.CompareTo(other.Kind) : string.CompareOrdinal(Name, other.Name);

    public override string ToString() => $"{(Kind == ChannelKind.Reseller ? "reseller" : "cloud")}:{Name}";

    public static bool operator <(Channel left, Channel right) => left.CompareTo(right) < 0;

    public static bool operator >(Channel left, Channel right) => left.CompareTo(right) > 0;

    public static bool operator <=(Channel left, Channel right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Channel left, Channel right) => left.CompareTo(right) >= 0;
}

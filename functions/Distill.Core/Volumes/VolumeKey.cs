namespace Distill.Core.Volumes;

/// <summary>By what calls are counted.</summary>
public enum VolumeKind
{
    Model,
    Reseller,
    Asn,
}

/// <summary>One model, reseller or autonomous system. Prints like <c>model:m-1</c>.</summary>
public readonly record struct VolumeKey(VolumeKind Kind, string Value) : IComparable<VolumeKey>
{
    public int CompareTo(VolumeKey other) => Kind != other.Kind ? Kind.CompareTo(other.Kind) : string.CompareOrdinal(Value, other.Value);

    public override string ToString() => $"{NameOf(Kind)}:{Value}";

    /// <summary>Returns a kind's name, as keys print it.</summary>
    public static string NameOf(VolumeKind kind) =>
        kind switch
        {
            VolumeKind.Model => "model",
            VolumeKind.Reseller => "reseller",
            _ => "asn",
        };

    public static bool operator <(VolumeKey left, VolumeKey right) => left.CompareTo(right) < 0;

    public static bool operator >(VolumeKey left, VolumeKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(VolumeKey left, VolumeKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(VolumeKey left, VolumeKey right) => left.CompareTo(right) >= 0;
}

namespace Distill.Core.Sharing;

/// <summary>How far a bundle may be passed on: the Traffic Light Protocol 2.0 of FIRST.</summary>
public enum Tlp
{
    /// <summary>To anyone.</summary>
    Clear,

    /// <summary>Within the community.</summary>
    Green,

    /// <summary>Within the recipient's organisation and its clients.</summary>
    Amber,

    /// <summary>Within the recipient's organisation.</summary>
    AmberStrict,

    /// <summary>To the recipients alone.</summary>
    Red,
}

/// <summary>The markings of TLP 2.0 as STIX 2.1 has them, with the ids that OASIS gave them.</summary>
public static class TlpMarking
{
    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<Tlp>().Select(NameOf)];

    /// <summary>The marking of a name; null for any other text.</summary>
    public static Tlp? Parse(string name) => Names.Contains(name, StringComparer.Ordinal) ? (Tlp)Names.ToList().IndexOf(name) : null;

    /// <summary>The extension by which STIX 2.1 has TLP 2.0.</summary>
    internal const string Extension = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";

    internal static string IdOf(Tlp tlp) =>
        "marking-definition--"
        + tlp switch
        {
            Tlp.Clear => "94868c89-83c2-464b-929b-a1a8aa3c8487",
            Tlp.Green => "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
            Tlp.Amber => "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
            Tlp.AmberStrict => "939a9414-2ddd-4d32-a0cd-375ea402b003",
            _ => "e828b379-4e03-4974-9ac4-e53a884c97c1",
        };

    /// <summary>The name, such as <c>amber+strict</c>.</summary>
    public static string NameOf(Tlp tlp) => tlp == Tlp.AmberStrict ? "amber+strict" : tlp.ToString().ToLowerInvariant();
}

using System.Runtime.InteropServices;
using System.Text;
using Distill.Contracts;

namespace Distill.Core.Profiles;

/// <summary>What a trait is: a card, a device, a mail domain, a network or a client.</summary>
public enum TraitKind : byte
{
    Payment,
    Device,
    EmailDomain,
    Network,
    Client,
}

/// <summary>One value that accounts may share. Packed, because those of a million accounts are held.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct Trait(TraitKind Kind, ulong Value)
{
    public static Trait Of(TraitKind kind, string value) => new(kind, Fingerprint.Of(Encoding.UTF8.GetBytes(value)));
}

namespace Distill.Core.Signals;

/// <summary>What a list names.</summary>
public enum ListKind
{
    /// <summary>Networks and ASNs of hosting providers.</summary>
    DataCentre,

    /// <summary>Networks and ASNs of VPN providers.</summary>
    Vpn,

    /// <summary>Mail domains that are used once and thrown away.</summary>
    DisposableMail,
}

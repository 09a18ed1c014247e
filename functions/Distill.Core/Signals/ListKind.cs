namespace Distill.Core.Signals;

/// <summary>What a list contains.</summary>
public enum ListKind
{
    /// <summary>Networks and ASNs of hosting providers.</summary>
    DataCentre,

    /// <summary>Networks and ASNs of VPN providers.</summary>
    Vpn,

    /// <summary>Mail domains for single use.</summary>
    DisposableMail,
}

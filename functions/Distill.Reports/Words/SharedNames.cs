using Distill.Core.Portraits;

namespace Distill.Reports.Words;

/// <summary>Kinds of shared values in words.</summary>
public static class SharedNames
{
    public static string Of(SharedKind kind) =>
        kind switch
        {
            SharedKind.Card => "card",
            SharedKind.Device => "device",
            SharedKind.MailDomain => "mail domain",
            SharedKind.Network => "network",
            _ => "framing",
        };
}

using Distill.Contracts;
using Distill.Core.Resellers;

namespace Distill.Reports.Parts;

/// <summary>Addresses of the console to which parts of pages lead. Every value is escaped.</summary>
public static class PageLinks
{
    public const string Console = "/console";

    public static string Cluster(ClusterId cluster) => $"{Console}/clusters/{cluster}";

    public static string Operation(OperationId operation) => $"{Console}/operations/{operation}";

    public static string Channel(Channel channel) => $"{Console}/reseller?channel={Uri.EscapeDataString(channel.ToString())}";

    // An id may be one that a path can't carry, such as "..".
    public static string Account(AccountId account) => $"{Console}/account?id={Uri.EscapeDataString(account.Value)}";
}

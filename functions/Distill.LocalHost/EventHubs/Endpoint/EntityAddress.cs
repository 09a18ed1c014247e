namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>The parts of a link's address: <c>hub</c>, <c>hub/Partitions/n</c> or <c>hub/ConsumerGroups/group/Partitions/n</c>.</summary>
internal sealed record EntityAddress(string Hub, string? Group, string? Partition)
{
    /// <summary>Reads an address. Returns null for any other form. Some clients send a whole URI or a leading slash; both are accepted.</summary>
    public static EntityAddress? Parse(string? address)
    {
        if (string.IsNullOrEmpty(address))
        {
            return null;
        }

        var path = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri.AbsolutePath : address;
        var parts = path.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        return parts switch
        {
            [var hub] when hub.Length > 0 => new(hub, null, null),
            [var hub, var partitions, var id] when Is(partitions, "Partitions") => new(hub, null, id),
            [var hub, var groups, var group, var partitions, var id] when Is(groups, "ConsumerGroups") && Is(partitions, "Partitions") => new(
                hub,
                group,
                id
            ),
            _ => null,
        };
    }

    private static bool Is(string part, string name) => string.Equals(part, name, StringComparison.OrdinalIgnoreCase);
}

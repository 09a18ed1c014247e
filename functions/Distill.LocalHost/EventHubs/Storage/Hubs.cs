using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs;

/// <summary>The hubs of the endpoint, by name; a name stands for the same hub in any case.</summary>
internal sealed partial class Hubs : IDisposable
{
    public const string DefaultGroup = "$Default";

    readonly ConcurrentDictionary<string, Hub> open = new(StringComparer.OrdinalIgnoreCase);
    readonly Lock opening = new();
    readonly EventHubsEndpointOptions options;
    readonly ILogger logger;
    bool disposed;

    public Hubs(EventHubsEndpointOptions options, ILogger logger)
    {
        this.options = options;
        this.logger = logger;
        foreach (var hub in options.Hubs)
        {
            if (Find(hub.Name) is null)
                throw new ArgumentException($"'{hub.Name}' is not a name of an event hub: letters, digits, '.', '-' and '_'.", nameof(options));
        }
    }

    public ICollection<Hub> Open => open.Values;

    /// <summary>The hub, made now when the options let it; null when there is none of this name.</summary>
    public Hub? Find(string name)
    {
        if (open.TryGetValue(name, out var found))
            return found;
        var configured = options.Hubs.FirstOrDefault(hub => string.Equals(hub.Name, name, StringComparison.OrdinalIgnoreCase));
        if (configured is null && !options.CreateOnDemand || !Name().IsMatch(name))
            return null;
        lock (opening)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (open.TryGetValue(name, out found))
                return found;
#pragma warning disable CA1308 // A folder's name, not a comparison: one folder for a hub whatever the case it is asked for in.
            var directory = Path.Combine(options.DataPath, name.ToLowerInvariant());
#pragma warning restore CA1308
            return open[name] = Hub.Open(directory, name, configured?.Partitions ?? options.Partitions, options.SegmentBytes, options.Clock, logger);
        }
    }

    public bool HasGroup(Hub hub, string group)
    {
        if (string.Equals(group, DefaultGroup, StringComparison.OrdinalIgnoreCase))
            return true;
        var configured = options.Hubs.FirstOrDefault(known => string.Equals(known.Name, hub.Name, StringComparison.OrdinalIgnoreCase));
        return configured?.ConsumerGroups.Contains(group, StringComparer.OrdinalIgnoreCase) == true
            || options.CreateOnDemand && Name().IsMatch(group);
    }

    public void FlushToDisk()
    {
        foreach (var partition in open.Values.SelectMany(hub => hub.Partitions))
            partition.FlushToDisk();
    }

    public void DropExpired()
    {
        var before = options.Clock.GetUtcNow() - options.Retention;
        foreach (var partition in open.Values.SelectMany(hub => hub.Partitions))
            partition.DropBefore(before);
    }

    public void Dispose()
    {
        lock (opening)
        {
            disposed = true;
            foreach (var hub in open.Values)
                hub.Dispose();
        }
    }

    // Event Hubs' own rule. It keeps path separators and lone dots out of folder names as well.
    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9._-]{0,254}[A-Za-z0-9])?$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}

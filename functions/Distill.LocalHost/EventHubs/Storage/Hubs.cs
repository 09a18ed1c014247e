using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs.Storage;

/// <summary>The endpoint's hubs by name. Names ignore case.</summary>
internal sealed partial class Hubs : IDisposable
{
    public const string DefaultGroup = "$Default";

    private readonly ConcurrentDictionary<string, Hub> _open = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _opening = new();
    private readonly EventHubsEndpointOptions _options;
    private readonly ILogger _logger;
    private bool _disposed;

    public Hubs(EventHubsEndpointOptions options, ILogger logger)
    {
        _options = options;
        _logger = logger;
        foreach (var hub in options.InitialHubs)
        {
            if (Find(hub.Name) is null)
            {
                throw new ArgumentException($"'{hub.Name}' is not a name of an event hub: letters, digits, '.', '-' and '_'.", nameof(options));
            }
        }
    }

    public ICollection<Hub> Open => _open.Values;

    /// <summary>Returns the hub of this name. Makes it if it is missing and the options allow that; otherwise returns null.</summary>
    public Hub? Find(string name)
    {
        if (_open.TryGetValue(name, out var found))
        {
            return found;
        }

        var configured = _options.InitialHubs.FirstOrDefault(hub => string.Equals(hub.Name, name, StringComparison.OrdinalIgnoreCase));
        if (configured is null && !_options.CreateOnDemand || !Name().IsMatch(name))
        {
            return null;
        }

        lock (_opening)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_open.TryGetValue(name, out found))
            {
                return found;
            }

#pragma warning disable CA1308 // A folder's name, not a comparison: one folder for a hub whatever the case it is asked for in.
            var directory = Path.Combine(_options.DataPath, name.ToLowerInvariant());
#pragma warning restore CA1308
            var partitions = configured?.Partitions ?? _options.Partitions;
            return _open[name] = Hub.Open(directory, name, partitions, _options.SegmentBytes, _options.Clock, _logger);
        }
    }

    public bool HasGroup(Hub hub, string group)
    {
        if (string.Equals(group, DefaultGroup, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var configured = _options.InitialHubs.FirstOrDefault(known => string.Equals(known.Name, hub.Name, StringComparison.OrdinalIgnoreCase));
        return configured?.ConsumerGroups.Contains(group, StringComparer.OrdinalIgnoreCase) == true
            || _options.CreateOnDemand && Name().IsMatch(group);
    }

    public void FlushToDisk()
    {
        foreach (var partition in _open.Values.SelectMany(hub => hub.Partitions))
        {
            partition.FlushToDisk();
        }
    }

    public void DropExpired()
    {
        var before = _options.Clock.GetUtcNow() - _options.Retention;
        foreach (var partition in _open.Values.SelectMany(hub => hub.Partitions))
        {
            partition.DropBefore(before);
        }
    }

    public void Dispose()
    {
        lock (_opening)
        {
            _disposed = true;
            foreach (var hub in _open.Values)
            {
                hub.Dispose();
            }
        }
    }

    // The name rule of Event Hubs. It also rejects path separators and names such as '..', so a name is safe as a folder's name.
    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9._-]{0,254}[A-Za-z0-9])?$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}

using Amqp.Framing;
using Amqp.Listener;

namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>
/// Decides which receivers may read a partition of a consumer group, by their owner levels (epochs). A receiver with a level replaces all receivers
/// of the same level, of lower ones and of none. One with a lower level or none is refused. Receivers without levels share the partition.
/// </summary>
internal sealed class Receivers
{
    private const string Stolen = "amqp:link:stolen";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<(ListenerLink Link, long? Level)>> _links = new(StringComparer.OrdinalIgnoreCase);

    public bool TryTake(string place, ListenerLink link, long? level, out long? holder)
    {
        (ListenerLink Link, long? Level)[] displaced = [];
        lock (_gate)
        {
            if (!_links.TryGetValue(place, out var there))
            {
                _links[place] = there = [];
            }

            holder = there.Max(other => other.Level);
            if (holder is not null && (level is null || level < holder))
            {
                return false;
            }

            if (level is not null)
            {
                displaced = [.. there];
                there.Clear();
            }

            there.Add((link, level));
        }

        link.AddClosedCallback((_, _) => Leave(place, link));
        foreach (var (other, _) in displaced)
        {
            other.Close(TimeSpan.Zero, new Error(Stolen) { Description = $"A receiver with owner level {level} took the place of this one." });
        }

        return true;
    }

    private void Leave(string place, ListenerLink link)
    {
        lock (_gate)
        {
            _links[place].RemoveAll(other => other.Link == link);
        }
    }
}

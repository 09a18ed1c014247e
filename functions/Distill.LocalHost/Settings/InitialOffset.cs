using System.Globalization;
using Azure.Messaging.EventHubs.Consumer;

namespace Distill.LocalHost.Settings;

/// <summary>Where to begin reading a partition that has no checkpoint.</summary>
internal sealed record InitialOffset
{
    private readonly string _text;

    private InitialOffset(string text, EventPosition position)
    {
        _text = text;
        Position = position;
    }

    public static InitialOffset Start { get; } = new("fromStart", EventPosition.Earliest);

    public static InitialOffset End { get; } = new("fromEnd", EventPosition.Latest);

    public EventPosition Position { get; }

    public static InitialOffset EnqueuedFrom(DateTimeOffset time) =>
        new(string.Create(CultureInfo.InvariantCulture, $"fromEnqueuedTime {time:O}"), EventPosition.FromEnqueuedTime(time));

    public override string ToString() => _text;
}

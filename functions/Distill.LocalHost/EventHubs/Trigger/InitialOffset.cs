using System.Globalization;
using System.Text.Json;

namespace Distill.LocalHost.EventHubs;

/// <summary>Where a partition without a checkpoint is read from; the selector is what a receiver sends.</summary>
internal sealed record InitialOffset
{
    InitialOffset(string selector) => Selector = selector;

    public static InitialOffset Start { get; } = new("amqp.annotation.x-opt-offset > '-1'");

    public static InitialOffset End { get; } = new("amqp.annotation.x-opt-offset > '@latest'");

    public string Selector { get; }

    public static InitialOffset EnqueuedFrom(DateTimeOffset time) => new(string.Create(
        CultureInfo.InvariantCulture, $"amqp.annotation.x-opt-enqueued-time >= '{time.ToUnixTimeMilliseconds()}'"));

    /// <summary>Reads <c>{"type":"fromStart"|"fromEnd"|"fromEnqueuedTime","enqueuedTimeUtc":"..."}</c>.</summary>
    /// <exception cref="FormatException">The type or the time is none.</exception>
    public static InitialOffset Parse(JsonElement options)
    {
        var type = options.TryGetProperty("type", out var value) ? value.GetString() : null;
        if (string.IsNullOrEmpty(type) || Is(type, "fromStart"))
            return Start;
        if (Is(type, "fromEnd"))
            return End;
        if (!Is(type, "fromEnqueuedTime"))
            throw new FormatException($"host.json, initialOffsetOptions: type is fromStart, fromEnd or fromEnqueuedTime, not '{type}'.");

        var named = options.EnumerateObject().FirstOrDefault(property => Is(property.Name, "enqueuedTimeUtc"));
        return named.Value.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(
                named.Value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? EnqueuedFrom(time)
            : throw new FormatException("host.json, initialOffsetOptions: fromEnqueuedTime needs enqueuedTimeUtc, a time.");
    }

    static bool Is(string text, string name) => string.Equals(text, name, StringComparison.OrdinalIgnoreCase);
}

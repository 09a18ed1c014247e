using System.Collections.Concurrent;

namespace Distill.Statistics;

/// <summary>
/// Scratch: buffers and tables for one piece of work. Rent one, pass it to what needs it, and dispose the rent: the next piece of work uses it again.
/// </summary>
/// <remarks>Any number of threads may rent; what is rented is for one at a time, and holds what the last piece of work left in it.</remarks>
public static class Scratch
{
    public static Rented<T> Rent<T>()
        where T : class, new() => new(Pool<T>.Idle.TryTake(out var idle) ? idle : new T());

    /// <summary>Rented scratch. Dispose it once.</summary>
    public readonly struct Rented<T> : IDisposable
        where T : class, new()
    {
        internal Rented(T value) => Value = value;

        public T Value { get; }

        public void Dispose() => Pool<T>.Idle.Add(Value);
    }

    private static class Pool<T>
    {
        public static ConcurrentBag<T> Idle { get; } = [];
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Distill.Contracts.Sealing;

/// <summary>The keys of all epochs in use. Each epoch begins on a day and ends where the next begins.</summary>
/// <remarks>
/// The time of an event decides which key seals its content, so the same events give the same bytes whenever they arrive. What is sealed names its
/// epoch. So the old key opens old content next to the new one, as long as it stays in the ring.
/// </remarks>
public sealed class KeyRing
{
    /// <summary>Fewest bytes of a key.</summary>
    public const int MinBytes = 32;

    // Most bytes of a key. A longer text was probably taken by mistake.
    private const int MaxBytes = 1024;

    private const string Day = "yyyy-MM-dd";

    private static readonly char[] s_between = [' ', '\t', '\r', '\n', ',', ';'];

    // Ascending by first day.
    private readonly EpochKey[] _keys;

    private KeyRing(IEnumerable<EpochKey> keys) => _keys = [.. keys.OrderBy(k => k.From)];

    /// <summary>The ring for what the deployment stores.</summary>
    public KeyRing ForStore() => new(_keys.Select(k => k.Derive("the store")));

    /// <summary>The ring for what clients send. They are handed this one, which does not open the store.</summary>
    public KeyRing ForClients() => new(_keys.Select(k => k.Derive("clients")));

    /// <summary>Makes a ring of one key for all times.</summary>
    /// <exception cref="ArgumentException">There are fewer than <see cref="MinBytes"/> bytes.</exception>
    public static KeyRing Of(ReadOnlySpan<byte> secret) =>
        secret.Length >= MinBytes
            ? new KeyRing([new EpochKey(DateOnly.MinValue, secret.ToArray())])
            : throw new ArgumentException($"A key has at least {MinBytes} bytes.", nameof(secret));

    /// <summary>
    /// Reads keys with white space, commas or semicolons between them: <c>2026-12-01:BASE64</c> is the key from that day on. One key may have no day.
    /// Hexadecimal digits do in place of Base64.
    /// </summary>
    /// <param name="text">The keys.</param>
    /// <param name="ring">The ring; null if something is wrong.</param>
    /// <param name="error">What is wrong. It never shows what was read.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out KeyRing? ring, [NotNullWhen(false)] out string? error)
    {
        ring = null;
        var keys = new List<EpochKey>();
        foreach (var (i, entry) in text.Split(s_between, StringSplitOptions.RemoveEmptyEntries).Index())
        {
            var from = DateOnly.MinValue;
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            if (colon >= 0 && !DateOnly.TryParseExact(entry.AsSpan(0, colon), Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out from))
            {
                error = $"key {i + 1} has a day that is not written as {Day}";
                return false;
            }

            if (Secret(entry[(colon + 1)..]) is not { } secret)
            {
                error = $"key {i + 1} must have {MinBytes} bytes or more, in hexadecimal digits or Base64";
                return false;
            }

            if (keys.Exists(k => k.From == from))
            {
                error = $"two keys begin on the same day, or have none (key {i + 1})";
                return false;
            }

            keys.Add(new EpochKey(from, secret));
        }

        error = keys.Count == 0 ? "there is no key" : null;
        ring = keys.Count == 0 ? null : new KeyRing(keys);
        return ring is not null;
    }

    /// <summary>The key that seals what happened at a time: the latest that has begun by then, or else the earliest.</summary>
    public EpochKey At(DateTimeOffset time)
    {
        var day = DateOnly.FromDateTime(time.UtcDateTime);
        var at = _keys.Length - 1;
        while (at > 0 && _keys[at].From > day)
        {
            at--;
        }

        return _keys[at];
    }

    /// <summary>The key of an epoch, see <see cref="EpochKey.Epoch"/>. Null when the ring has none.</summary>
    public EpochKey? Find(int epoch)
    {
        foreach (var key in _keys)
        {
            if (key.Epoch == epoch)
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>Writes the keys as <see cref="TryParse"/> reads them. Never log it.</summary>
    public string Export() =>
        string.Join(' ', _keys.Select(k => k.Epoch == 0 ? k.ToBase64() : $"{k.From.ToString(Day, CultureInfo.InvariantCulture)}:{k.ToBase64()}"));

    /// <summary>Names the epochs. The keys are never shown.</summary>
    public override string ToString() => $"keys of the epochs {string.Join(", ", _keys.Select(k => k.Epoch))} (not shown)";

    private static byte[]? Secret(string text)
    {
        var bytes = new byte[2 * MaxBytes];
        if (text.Length > bytes.Length)
        {
            return null;
        }

        var isRead =
            Convert.FromHexString(text, bytes, out _, out var length) == System.Buffers.OperationStatus.Done
            || Convert.TryFromBase64String(text, bytes, out length);
        return isRead && length is >= MinBytes and <= MaxBytes ? bytes[..length] : null;
    }
}

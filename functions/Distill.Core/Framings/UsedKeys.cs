using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Framings;

/// <summary>The keys that each account uses, as numbers in the order of the keys. It leaves out keys of too few or too many accounts.</summary>
/// <remarks>
/// Most keys belong to few accounts. A sketch with half a byte for each key tells which ones occur often. The others are neither counted nor kept,
/// so the size grows only with what accounts share.
/// </remarks>
internal sealed class UsedKeys
{
    // One account in this many is read to estimate the number of all keys. The estimate sets only the size of the sketch.
    private const int OneIn = 16;

    private readonly IReadOnlyList<bool> _established;
    private readonly FramingKey[] _keys;
    private readonly int[] _popularity;
    private readonly int[] _starts;
    private readonly int[] _numbers;

    private UsedKeys(IReadOnlyList<bool> established, FramingKey[] keys, int[] popularity, int[] starts, int[] numbers)
    {
        (_established, _keys, _popularity, _starts, _numbers) = (established, keys, popularity, starts, numbers);
        EstablishedAccounts = established.Count(e => e);
    }

    /// <summary>Number of all accounts, also those that use none of the keys.</summary>
    public int Accounts => _starts.Length - 1;

    /// <summary>Number of established accounts among them.</summary>
    public int EstablishedAccounts { get; }

    /// <summary>True when an account is established.</summary>
    public bool IsEstablished(int account) => _established[account];

    /// <summary>Number of different keys.</summary>
    public int Count => _keys.Length;

    /// <summary>Reads the different keys of an account into a span of <see cref="MaxKeys"/>, and returns their number.</summary>
    public delegate int Reader(int account, Span<FramingKey> keys);

    /// <summary>Most keys of one account.</summary>
    public const int MaxKeys = 64;

    /// <summary>Collects the keys that at least <paramref name="least"/> accounts use.</summary>
    /// <param name="established">For each account, whether it is established.</param>
    /// <param name="least">Fewest accounts that use a key.</param>
    /// <param name="most">Most established accounts that use a key.</param>
    /// <param name="read">Reads an account's keys.</param>
    public static UsedKeys Of(IReadOnlyList<bool> established, int least, double most, Reader read)
    {
        var (accounts, numbers) = (established.Count, new KeyCounts());
        CountShared(accounts, Math.Min(least, CountSketch.Most), read, numbers);
        var others = CountOthers(established, read, numbers);
        FramingKey[] keys =
        [
            .. Enumerable
                .Range(0, numbers.Count)
                .Select(numbers.At)
                .Where(k => k.Count >= least && k.Count - others[k.Key] <= most)
                .Select(k => new FramingKey(k.Key))
                .Order(),
        ];
        var (popularity, uses) = (new int[keys.Length], 0L);
        for (var i = 0; i < keys.Length; i++)
        {
            uses += numbers[keys[i].Value];
            popularity[i] = numbers[keys[i].Value] - others[keys[i].Value];
        }

        numbers.Clear();
        for (var i = 0; i < keys.Length; i++)
        {
            numbers.Add(keys[i].Value) = i + 1;
        }

        var starts = new int[accounts + 1];
        var used = new int[uses];
        Span<FramingKey> own = new FramingKey[MaxKeys];
        for (int account = 0, count = 0; account < accounts; account++)
        {
            foreach (var key in own[..read(account, own)])
            {
                if (numbers[key.Value] is > 0 and var number)
                {
                    used[count++] = number - 1;
                }
            }

            starts[account + 1] = count;
        }

        return new UsedKeys(established, keys, popularity, starts, used);
    }

    /// <summary>Returns the key of a number.</summary>
    public FramingKey KeyOf(int number) => _keys[number];

    /// <summary>Returns the number of a key. Negative when the key was left out.</summary>
    public int NumberOf(FramingKey key) => Array.BinarySearch(_keys, key);

    /// <summary>Returns how many established accounts use a key.</summary>
    public int PopularityOf(int number) => _popularity[number];

    /// <summary>Returns the numbers of an account's keys, in the account's own order.</summary>
    public ReadOnlySpan<int> Of(int account) => _numbers.AsSpan(_starts[account].._starts[account + 1]);

    /// <summary>Returns for each key the index of the set that holds it. -1 when no set does.</summary>
    public int[] SetOf(IReadOnlyList<FramingKey[]> sets)
    {
        var setOf = new int[Count];
        Array.Fill(setOf, -1);
        for (var set = 0; set < sets.Count; set++)
        {
            foreach (var key in sets[set])
            {
                setOf[NumberOf(key)] = set;
            }
        }

        return setOf;
    }

    // Counts the users that are not established, of the keys that were counted.
    private static KeyCounts CountOthers(IReadOnlyList<bool> established, Reader read, KeyCounts counted)
    {
        Span<FramingKey> own = new FramingKey[MaxKeys];
        var others = new KeyCounts();
        for (var account = 0; account < established.Count; account++)
        {
            if (established[account])
            {
                continue;
            }

            foreach (var key in own[..read(account, own)])
            {
                if (counted[key.Value] > 0)
                {
                    others.Add(key.Value)++;
                }
            }
        }

        return others;
    }

    // Counts the users of all keys that have at least this many. It may also count some rarer keys.
    private static void CountShared(int accounts, int least, Reader read, KeyCounts counts)
    {
        Span<FramingKey> own = new FramingKey[MaxKeys];
        long keys = 0;
        for (var account = 0; account < accounts; account += OneIn)
        {
            keys += OneIn * read(account, own);
        }

        var sketch = CountSketch.For(keys);
        for (var account = 0; account < accounts; account++)
        {
            foreach (var key in own[..read(account, own)])
            {
                sketch.See(key.Value);
            }
        }

        for (var account = 0; account < accounts; account++)
        {
            foreach (var key in own[..read(account, own)])
            {
                if (sketch.WasSeen(key.Value, least))
                {
                    counts.Add(key.Value)++;
                }
            }
        }
    }
}

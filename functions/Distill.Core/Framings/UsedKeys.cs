using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Framings;

/// <summary>Which keys each account uses, as numbers in order of the keys. Keys of fewer accounts than matter, or of more, are left out.</summary>
/// <remarks>
/// Most keys are few accounts' own. A sketch of half a byte a key tells which were seen often, so that the others are neither counted nor kept: what
/// is held grows with what accounts share.
/// </remarks>
internal sealed class UsedKeys
{
    // Accounts from which the number of all keys is guessed, which says how large the sketch is to be and no more.
    private const int OneIn = 16;

    private readonly FramingKey[] _keys;
    private readonly int[] _popularity;
    private readonly int[] _starts;
    private readonly int[] _numbers;

    private UsedKeys(FramingKey[] keys, int[] popularity, int[] starts, int[] numbers) =>
        (_keys, _popularity, _starts, _numbers) = (keys, popularity, starts, numbers);

    /// <summary>Accounts, those who use none of the keys among them.</summary>
    public int Accounts => _starts.Length - 1;

    /// <summary>Different keys.</summary>
    public int Count => _keys.Length;

    /// <summary>Reads the keys of an account, none twice, into a span of <see cref="MaxKeys"/> and gives their number.</summary>
    public delegate int Reader(int account, Span<FramingKey> keys);

    /// <summary>Most keys of one account.</summary>
    public const int MaxKeys = 64;

    /// <summary>The keys that at least <paramref name="least"/> accounts and at most <paramref name="most"/> use.</summary>
    public static UsedKeys Of(int accounts, int least, double most, Reader read)
    {
        var numbers = new KeyCounts();
        CountShared(accounts, Math.Min(least, CountSketch.Most), read, numbers);
        FramingKey[] keys =
        [
            .. Enumerable
                .Range(0, numbers.Count)
                .Select(numbers.At)
                .Where(k => k.Count >= least && k.Count <= most)
                .Select(k => new FramingKey(k.Key))
                .Order(),
        ];
        var popularity = new int[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            popularity[i] = numbers[keys[i].Value];
        }

        numbers.Clear();
        for (var i = 0; i < keys.Length; i++)
        {
            numbers.Add(keys[i].Value) = i + 1;
        }

        var starts = new int[accounts + 1];
        var used = new int[popularity.Sum(p => (long)p)];
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

        return new UsedKeys(keys, popularity, starts, used);
    }

    /// <summary>The key of a number.</summary>
    public FramingKey KeyOf(int number) => _keys[number];

    /// <summary>The number of a key that is used; negative for others.</summary>
    public int NumberOf(FramingKey key) => Array.BinarySearch(_keys, key);

    /// <summary>Accounts that use a key.</summary>
    public int PopularityOf(int number) => _popularity[number];

    /// <summary>Numbers of an account's keys, in its own order.</summary>
    public ReadOnlySpan<int> Of(int account) => _numbers.AsSpan(_starts[account].._starts[account + 1]);

    /// <summary>For each key the number, from 0, of the set that it belongs to; -1 when it belongs to none.</summary>
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

    // Counts at least the keys of so many accounts or more.
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

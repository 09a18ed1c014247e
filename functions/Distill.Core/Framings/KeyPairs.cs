using Distill.Core.Windows;

namespace Distill.Core.Framings;

/// <summary>Counts how many accounts use two keys together, for every two keys that any account uses.</summary>
/// <remarks>
/// This is the upper half of the product of the accounts-by-keys matrix with itself, row by row (Gustavson, ACM TOMS 1978,
/// doi:10.1145/355791.355796). For each key, one array counts the keys of its accounts. So the millions of pairs of only one account cost a count
/// each, but no memory.
/// </remarks>
internal sealed class KeyPairs
{
    // Keys that one piece of work counts. Enough to be worth a start, few enough to balance the load.
    private const int RowsAtOnce = 64;

    // What one account adds to the count of a pair: one in the lower half, and one in the upper half when it is not established.
    private const long One = 1,
        OneNew = (1L << 32) + 1;

    private readonly UsedKeys _used;

    // The keys of each account, sorted, and the accounts of each key.
    private readonly int[] _keyStarts,
        _keys,
        _accountStarts,
        _accounts;

    /// <param name="used">The keys of each account.</param>
    /// <param name="perAccount">Keys of an account that are looked at: the first ones.</param>
    public KeyPairs(UsedKeys used, int perAccount)
    {
        _used = used;
        _keyStarts = new int[used.Accounts + 1];
        _accountStarts = new int[used.Count + 1];
        for (var account = 0; account < used.Accounts; account++)
        {
            var own = used.Of(account);
            own = own[..Math.Min(own.Length, perAccount)];
            _keyStarts[account + 1] = _keyStarts[account] + own.Length;
            foreach (var key in own)
            {
                _accountStarts[key + 1]++;
            }
        }

        for (var key = 0; key < used.Count; key++)
        {
            _accountStarts[key + 1] += _accountStarts[key];
        }

        _keys = new int[_keyStarts[^1]];
        _accounts = new int[_keyStarts[^1]];
        var filled = _accountStarts.AsSpan(0, used.Count).ToArray();
        for (var account = 0; account < used.Accounts; account++)
        {
            var own = _keys.AsSpan(_keyStarts[account].._keyStarts[account + 1]);
            used.Of(account)[..own.Length].CopyTo(own);
            own.Sort();
            foreach (var key in own)
            {
                _accounts[filled[key]++] = account;
            }
        }
    }

    /// <summary>
    /// Returns the pairs that at least <paramref name="least"/> accounts use together, ordered, the smaller key first; and the number of all
    /// different pairs.
    /// </summary>
    public (IReadOnlyList<KeyPair> Pairs, int Tested) Count(int least)
    {
        var found = new List<KeyPair>[(_used.Count + RowsAtOnce - 1) / RowsAtOnce];
        var tested = 0;
        Parallel.For(
            0,
            found.Length,
            Processors.All,
            () => new long[_used.Count],
            (part, _, counts) =>
            {
                found[part] = [];
                Interlocked.Add(ref tested, Count(part * RowsAtOnce, Math.Min(_used.Count, (part + 1) * RowsAtOnce), least, counts, found[part]));
                return counts;
            },
            _ => { }
        );
        return ([.. found.SelectMany(f => f)], tested);
    }

    // Counts the rows of some keys, and returns how many pairs they have.
    private int Count(int from, int to, int least, long[] counts, List<KeyPair> found)
    {
        var pairs = 0;
        var met = new List<int>();
        for (var a = from; a < to; a++)
        {
            met.Clear();
            Meet(a, counts, met);
            pairs += met.Count;
            foreach (var b in met)
            {
                if ((int)counts[b] >= least)
                {
                    found.Add(new KeyPair(a, b, (int)counts[b], (int)(counts[b] >> 32)));
                }

                counts[b] = 0;
            }
        }

        return pairs;
    }

    private void Meet(int a, long[] counts, List<int> met)
    {
        foreach (var account in _accounts.AsSpan(_accountStarts[a].._accountStarts[a + 1]))
        {
            var one = _used.IsEstablished(account) ? One : OneNew;
            for (var i = _keyStarts[account + 1] - 1; i >= _keyStarts[account] && _keys[i] > a; i--)
            {
                if (counts[_keys[i]] == 0)
                {
                    met.Add(_keys[i]);
                }

                counts[_keys[i]] += one;
            }
        }
    }
}

/// <summary>Two keys, and how many accounts use both.</summary>
/// <param name="A">The smaller key's number.</param>
/// <param name="B">The larger key's number.</param>
/// <param name="Accounts">Number of accounts.</param>
/// <param name="New">Those of them that are not established.</param>
internal readonly record struct KeyPair(int A, int B, int Accounts, int New);

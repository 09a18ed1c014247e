using Distill.Contracts;
using Distill.Core.Events;

namespace Distill.Core.Windows;

/// <summary>One account's windows within the lookback, its account records and its bans.</summary>
/// <remarks>The packed calls are in the account's shard of the population's file. The history holds where they are and how many.</remarks>
public sealed class AccountHistory
{
    private StoredWindow[] _windows = [];
    private AccountRecords _records = new();

    // The packed calls of all windows, one after another, while Hold keeps them in memory.
    private byte[]? _held;

    internal AccountHistory(AccountId account, CallStore store, int index) => (Account, Index, Store) = (account, index, store);

    public AccountId Account { get; }

    /// <summary>The account's index in the population. Arrays of derived values use it.</summary>
    internal int Index { get; }

    /// <summary>The store that holds the account's calls.</summary>
    internal CallStore Store { get; }

    /// <summary>Grows with every change. Whatever was derived from an older revision is stale.</summary>
    public int Revision { get; private set; }

    /// <summary>The windows, ordered by time.</summary>
    internal ReadOnlySpan<StoredWindow> Windows => _windows;

    /// <summary>Calls made. More than <see cref="Kept"/> when windows are sampled.</summary>
    public long Calls
    {
        get
        {
            long calls = 0;
            foreach (ref readonly var window in Windows)
            {
                calls += window.Count;
            }

            return calls;
        }
    }

    /// <summary>Calls that the windows keep.</summary>
    public int Kept
    {
        get
        {
            var kept = 0;
            foreach (ref readonly var window in Windows)
            {
                kept += window.Kept;
            }

            return kept;
        }
    }

    /// <summary>Reads the kept calls, ordered by time, then id. The span must have room for <see cref="Kept"/> calls.</summary>
    internal void Read(Span<ApiCall> calls, CallBuffer buffer)
    {
        for (var (i, held) = (0, 0); i < _windows.Length; i++)
        {
            ref readonly var window = ref _windows[i];
            PackedCalls.Read(Packed(window, held, buffer), (Account, window.Hour), Names, buffer.Contexts, calls[..window.Kept]);
            calls = calls[window.Kept..];
            held += window.Length;
        }
    }

    /// <summary>Adds the kept calls to the totals of <see cref="Names"/>.</summary>
    internal void AddTo(CallTotals totals, CallBuffer buffer)
    {
        var held = 0;
        foreach (ref readonly var window in Windows)
        {
            totals.Add(Packed(window, held, buffer), window.Kept);
            held += window.Length;
        }
    }

    /// <summary>The population's names of models, platforms and resellers.</summary>
    internal NameTable Names => Store.Names;

    /// <summary>Keeps the packed calls in memory until <see cref="LetGo"/> or a change. It is for accounts whose calls are read often.</summary>
    internal void Hold(CallBuffer buffer)
    {
        if (_held is null)
        {
            var length = 0;
            foreach (ref readonly var window in Windows)
            {
                length += window.Length;
            }

            var held = new byte[length];
            var rest = held.AsSpan();
            foreach (ref readonly var window in Windows)
            {
                Packed(window, 0, buffer).CopyTo(rest);
                rest = rest[window.Length..];
            }

            _held = held;
        }
    }

    internal void LetGo() => _held = null;

    /// <summary>Reads one window's calls, ordered by time, then id.</summary>
    /// <param name="window">One of this account's windows.</param>
    /// <param name="calls">Receives the calls. It needs room for those that the window keeps.</param>
    /// <param name="buffer">Scratch for the packed calls.</param>
    internal void Read(in StoredWindow window, Span<ApiCall> calls, CallBuffer buffer) =>
        PackedCalls.Read(
            Store.Read(window.Start, window.Length, buffer.Bytes(window.Length)),
            (Account, window.Hour),
            Names,
            buffer.Contexts,
            calls[..window.Kept]
        );

    /// <summary>Adds a window. A window of the same hour is merged with it.</summary>
    public void Add(CallWindow window)
    {
        Revision++;
        LetGo();
        var at = IndexOf(window.Hour);
        if (at >= 0)
        {
            var own = Unpack(_windows[at]);
            own.Merge(window);
            Store.Release(_windows[at].Length);
            _windows[at] = Pack(own);
            return;
        }

        var windows = new StoredWindow[_windows.Length + 1];
        _windows.AsSpan(0, ~at).CopyTo(windows);
        _windows.AsSpan(~at).CopyTo(windows.AsSpan(~at + 1));
        windows[~at] = Pack(window);
        _windows = windows;
    }

    public void Add(AccountRecord record) => Revision += _records.Add(new AccountFacts(record)) ? 1 : 0;

    public void Add(BanRecord ban) => Revision += _records.Add(ban) ? 1 : 0;

    /// <summary>Drops the windows of the hours before <paramref name="hour"/>.</summary>
    public void DropBefore(Hour hour)
    {
        var gone = 0;
        for (; gone < _windows.Length && _windows[gone].Hour < hour; gone++)
        {
            Store.Release(_windows[gone].Length);
        }

        if (gone > 0)
        {
            Revision++;
            LetGo();
            _windows = _windows[gone..];
        }
    }

    /// <summary>Copies the windows to another log and refers to them there from now on.</summary>
    internal void MoveTo(CallLog log)
    {
        for (var i = 0; i < _windows.Length; i++)
        {
            _windows[i] = _windows[i] with
            {
                Start = log.Append(Store.Read(_windows[i].Start, _windows[i].Length, Store.Writing.Bytes(_windows[i].Length))),
            };
        }
    }

    /// <summary>The latest record known at <paramref name="time"/>. Null when there is none.</summary>
    public AccountFacts? FactsAt(DateTimeOffset time) => _records.FactsAt(time);

    /// <summary>True when the last ban known at <paramref name="time"/> was not lifted.</summary>
    public bool IsBannedAt(DateTimeOffset time) => BannedAt(time) is not null;

    /// <summary>The time of the last ban known at <paramref name="time"/>. Null when there is none, or when it was lifted.</summary>
    public DateTimeOffset? BannedAt(DateTimeOffset time) => BanAt(time) is { Lifted: false } ban ? ban.Time : null;

    /// <summary>The last ban or lifted ban known at <paramref name="time"/>. Of two at one instant, the lifted one counts as last.</summary>
    public BanRecord? BanAt(DateTimeOffset time) => _records.BanAt(time);

    // Index of the hour's window. If there is none, the bitwise complement of the index where it belongs.
    private int IndexOf(Hour hour)
    {
        var at = _windows.Length;
        while (at > 0 && _windows[at - 1].Hour >= hour)
        {
            at--;
        }

        return at < _windows.Length && _windows[at].Hour == hour ? at : ~at;
    }

    /// <summary>A window's packed calls. Valid until the buffer is used again.</summary>
    /// <param name="window">One of this account's windows.</param>
    /// <param name="held">Where the window's calls start in the held bytes, if there are any.</param>
    /// <param name="buffer">Scratch for the packed calls.</param>
    internal ReadOnlySpan<byte> Packed(in StoredWindow window, int held, CallBuffer buffer) =>
        _held is { } bytes ? bytes.AsSpan(held, window.Length) : Store.Read(window.Start, window.Length, buffer.Bytes(window.Length));

    private CallWindow Unpack(in StoredWindow stored)
    {
        var calls = new ApiCall[stored.Kept];
        Read(stored, calls, Store.Writing);
        var window = new CallWindow(Account, stored.Hour);
        foreach (ref readonly var call in calls.AsSpan())
        {
            window.Add(call);
        }

        if (stored.IsSampled)
        {
            window.RestoreSampled();
        }

        return window;
    }

    private StoredWindow Pack(CallWindow window)
    {
        var bytes = PackedCalls.Write(window, Names, Store.Writing);
        return new StoredWindow(
            window.Hour,
            (int)Math.Min(int.MaxValue, window.Count),
            Store.Append(bytes),
            bytes.Length,
            (ushort)window.Calls.Length,
            window.IsSampled
        );
    }
}

using System.Runtime.InteropServices;
using Distill.Contracts;
using Distill.Core.Windows;

namespace Distill.Core.Resellers;

/// <summary>Counts one account's calls by channel. It is used again for the next account.</summary>
/// <param name="names">The population's names.</param>
internal sealed class ChannelCounts(NameTable names)
{
    private readonly CallNames[] _contexts = new CallNames[CallWindow.Capacity];
    private readonly Dictionary<(int Platform, int Reseller), int> _window = [];

    /// <summary>Calls through each channel, and those of them in the later half of the lookback.</summary>
    public Dictionary<Channel, (long Calls, long Later)> Channels { get; } = [];

    /// <summary>When and from where the account called, through whatever channel.</summary>
    public AccountDay Day { get; private set; } = new();

    /// <summary>Counts anew.</summary>
    /// <param name="history">The account's windows.</param>
    /// <param name="reseller">The reseller of calls that name none; null if there is none.</param>
    /// <param name="middle">The first hour of the later half.</param>
    /// <param name="buffer">Scratch.</param>
    public void Count(AccountHistory history, string? reseller, Hour middle, CallBuffer buffer)
    {
        Channels.Clear();
        Day = new AccountDay();
        var held = 0;
        foreach (ref readonly var window in history.Windows)
        {
            _window.Clear();
            Day.AddHour(window.Hour);
            var calls = new PackedTotals(history.Packed(window, held, buffer), window.Kept, _contexts);
            held += window.Length;
            while (calls.MoveNext())
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_window, (calls.Names.Platform, calls.Names.Reseller), out _)++;
                Day.AddCall(calls.Names.Country);
            }

            foreach (var ((platform, seller), kept) in _window)
            {
                // Scale up a sampled window: it keeps the same share of each channel's calls.
                var count = (long)kept * window.Count / window.Kept;
                Add(Channel.OfPlatform(names[platform]), count, window.Hour >= middle);
                Add(Channel.OfReseller(seller == 0 ? reseller : names[seller]), count, window.Hour >= middle);
            }
        }
    }

    private void Add(Channel? channel, long calls, bool isLater)
    {
        if (channel is { } through)
        {
            var (all, later) = Channels.GetValueOrDefault(through);
            Channels[through] = (all + calls, later + (isLater ? calls : 0));
        }
    }
}

using System.Runtime.InteropServices;
using Distill.Core.Events;

namespace Distill.Core.Signals;

/// <summary>What an account's first calls have in common with a cluster's banned accounts, itself aside.</summary>
internal sealed class SuccessorLikeness
{
    /// <summary>Levels of a feature, 0 (no match) to 3.</summary>
    public const int Levels = 4;

    private const long MicrosPerHour = 3_600_000_000;

    private readonly HashSet<AccountId> _banned;
    private readonly Dictionary<TemplateKey, int> _framings = [];
    private readonly Dictionary<ulong, int> _networks = [];
    private readonly Dictionary<ulong, int> _providers = [];
    private readonly Dictionary<ulong, int> _clients = [];
    private readonly double[] _hours = new double[24];
    private readonly string _model;

    public SuccessorLikeness(IReadOnlyList<AccountProfile> banned)
    {
        _banned = [.. banned.Select(b => b.Account)];
        foreach (var account in banned)
        {
            Count(_framings, account.Templates.ToArray().Select(t => t.Key));
            Count(_networks, Values(account, static c => c.Network.Bits));
            Count(_providers, Values(account, static c => c.Asn));
            Count(_clients, Values(account, static c => c.Client));
            foreach (ref readonly var call in account.Look())
            {
                _hours[HourOf(call)] += 1.0 / account.CallCount / banned.Count;
            }
        }

        _model = MainModel(banned.SelectMany(b => b.Calls));
    }

    /// <summary>
    /// A level for each feature: framings (how many, up to three), network (1 the provider's, 2 the same), client, main model, hours (1: half of the
    /// calls in hours in which the banned worked more than in others; 2: nearly all).
    /// </summary>
    /// <param name="account">Any account.</param>
    /// <param name="depth">How many of its first calls are looked at.</param>
    public int[] Of(AccountProfile account, int depth)
    {
        var isBanned = _banned.Contains(account.Account);
        var calls = account.Calls.Take(depth).ToArray();

        // A banned account's own values are not the others'.
        var needed = isBanned ? 2 : 1;
        var framings = new HashSet<TemplateKey>();
        var (network, client, awake) = (0, 0, 0);
        foreach (ref readonly var call in calls.AsSpan())
        {
            if (FramingOf(call.Prompt, isBanned ? account : null) is { } key)
            {
                framings.Add(key);
            }

            network = Math.Max(
                network,
                Has(_networks, call.Network.Bits) ? 2
                    : Has(_providers, call.Asn) ? 1
                    : 0
            );
            client = Math.Max(client, Has(_clients, call.Client) ? 1 : 0);
            awake += _hours[HourOf(call)] * 24 > 1 ? 1 : 0;
        }

        return
        [
            Math.Min(Levels - 1, framings.Count),
            network,
            client,
            MainModel(calls) == _model ? 1 : 0,
            10 * awake >= 9 * calls.Length ? 2
            : 2 * awake >= calls.Length ? 1
            : 0,
        ];

        bool Has(Dictionary<ulong, int> banned, ulong value) => value != 0 && banned.GetValueOrDefault(value) >= needed;
    }

    // The longest framing of the banned, once a call.
    private TemplateKey? FramingOf(in PromptFeatures prompt, AccountProfile? self)
    {
        for (var i = PromptFeatures.LengthCount - 1; i >= 0; i--)
        {
            if (prompt.Heads[i] == 0)
            {
                continue;
            }

            foreach (var isTail in (ReadOnlySpan<bool>)[false, true])
            {
                var key = TemplateKey.Of(isTail ? prompt.Tails[i] : prompt.Heads[i], i, isTail);
                if (
                    _framings.TryGetValue(key, out var users)
                    && users - (self is not null && self.Templates.ToArray().Any(t => t.Key == key) ? 1 : 0) > 0
                )
                {
                    return key;
                }
            }
        }

        return null;
    }

    private static int HourOf(in ApiCall call) => (int)(call.Micros / MicrosPerHour % 24);

    private static string MainModel(IEnumerable<ApiCall> calls) =>
        calls.CountBy(c => c.Model).OrderByDescending(m => m.Value).ThenBy(m => m.Key, StringComparer.Ordinal).First().Key;

    private static IEnumerable<ulong> Values(AccountProfile account, Func<ApiCall, ulong> value) =>
        account.Calls.Select(value).Where(v => v != 0).Distinct();

    private static void Count<T>(Dictionary<T, int> counts, IEnumerable<T> values)
        where T : notnull
    {
        foreach (var value in values)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out _)++;
        }
    }
}

using System.Runtime.InteropServices;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Windows;

namespace Distill.Logs.Traffic;

/// <summary>Everything that was read: windows by hour, facts, and all accounts. The order of events makes no difference.</summary>
/// <param name="spill">Takes windows that do not fit into memory; null to hold all. Several logs that are merged later share one.</param>
/// <param name="mostCalls">Calls that are held in memory, if there is a spill.</param>
public sealed class TrafficLog(WindowSpill? spill = null, int mostCalls = TrafficLog.MostCalls)
{
    /// <summary>Calls that are held in memory by default: some 100 MB.</summary>
    public const int MostCalls = 400_000;

    private readonly Dictionary<(Hour Hour, AccountId Account), CallWindow> _windows = [];
    private readonly HashSet<AccountId> _accounts = [];
    private readonly HashSet<AccountRecord> _records = [];
    private readonly HashSet<IAccountFact> _others = [];

    private int _calls;

    /// <summary>All windows. Those of a spill are read from the disk each time.</summary>
    public IReadOnlyCollection<CallWindow> Windows => Spilled() ?? _windows.Values;

    /// <summary>All windows in order of their hours.</summary>
    public IEnumerable<CallWindow> WindowsByHour => (IEnumerable<CallWindow>?)Spilled() ?? _windows.Values.OrderBy(w => w.Hour);

    public IReadOnlyCollection<AccountId> Accounts => _accounts;

    public IReadOnlyCollection<AccountRecord> Records => _records;

    /// <summary>All facts: the account records, bans, refusals and verifications.</summary>
    public IEnumerable<IAccountFact> Facts => _records.Concat(_others);

    /// <summary>Counts of the events, repeated ones included.</summary>
    public EventCounts Counts { get; } = new();

    public void Add(in ParsedEvent parsed)
    {
        Counts.Faults.Add(parsed.Faults);
        switch (parsed.Kind)
        {
            case EventKind.Call:
                var call = parsed.Call;
                Counts.Calls++;
                Counts.Coverage.Add(call);
                Counts.Seen.Add(call, parsed.IdFingerprint);
                _calls += WindowOf(call.Hour, call.Account).Add(call) ? 1 : 0;
                if (spill is not null && _calls >= mostCalls)
                {
                    Spill(spill);
                }

                break;
            case EventKind.Account:
                Counts.Facts++;
                Counts.Coverage.Add(parsed.Account!);
                _records.Add(parsed.Account!);
                _accounts.Add(parsed.Account!.Account);
                break;
            case EventKind.Rejected:
                Counts.Reject(parsed.Reason);
                break;
            default:
                Counts.Facts++;
                _others.Add(parsed.Fact!);
                _accounts.Add(parsed.Fact!.Account);
                break;
        }
    }

    /// <summary>Adds everything in <paramref name="other"/>.</summary>
    public void Merge(TrafficLog other)
    {
        foreach (var ((hour, account), window) in other._windows)
        {
            WindowOf(hour, account).Merge(window);
        }

        _accounts.UnionWith(other._accounts);
        _records.UnionWith(other._records);
        _others.UnionWith(other._others);
        Counts.Add(other.Counts);
    }

    // All windows of the spill, with those that are still in memory. Null if everything fits into memory.
    private IReadOnlyCollection<CallWindow>? Spilled()
    {
        if (spill is null or { IsEmpty: true })
        {
            return null;
        }

        Spill(spill);
        return spill.Windows;
    }

    private void Spill(WindowSpill to)
    {
        to.Add(_windows.Values);
        _windows.Clear();
        _calls = 0;
    }

    private CallWindow WindowOf(Hour hour, AccountId account)
    {
        ref var window = ref CollectionsMarshal.GetValueRefOrAddDefault(_windows, (hour, account), out var exists);
        if (!exists)
        {
            window = new CallWindow(account, hour);
            _accounts.Add(account);
        }

        return window!;
    }
}

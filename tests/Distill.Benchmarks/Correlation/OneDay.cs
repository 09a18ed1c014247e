using System.Runtime.InteropServices;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Windows;
using Distill.Files;
using Distill.Simulation;

namespace Distill.Benchmarks.Correlation;

/// <summary>A population of one day, made from a simulation while it runs: what the service holds when a run begins.</summary>
internal sealed class OneDay
{
    private const int Pilot = 20_000;

    private readonly EventParser _parser = new(new EventLimits());
    private readonly Dictionary<AccountId, CallWindow> _open = [];
    private readonly HashSet<AccountId> _active = [];
    private readonly HashSet<AccountId> _campaign = [];
    private readonly BinaryWriter? _kept;
    private Hour _hour;

    private OneDay(SimulationRun simulation, BinaryWriter? kept = null)
    {
        _kept = kept;
        foreach (var wire in simulation.Events())
        {
            Take(_parser.Parse(wire.Json.Span, wire.Time), wire.Json.Span, wire.Time);
        }

        Close();
        foreach (var account in simulation.Truth.FirstCall.Keys.Select(AccountId.Parse))
        {
            _campaign.Add(account);
            if (kept is not null)
            {
                DayFile.Write(kept, account);
            }
        }

        Finish();
    }

    private OneDay(IEnumerable<DayRecord> records)
    {
        foreach (var (account, number, bytes) in records)
        {
            if (account.Length == 0)
            {
                Take(_parser.Parse(bytes, new DateTimeOffset(number, TimeSpan.Zero)), bytes, default);
            }
            else if (bytes.Length == 0)
            {
                _campaign.Add(AccountId.Parse(account));
            }
            else
            {
                Add(CallWindowCodec.Decode(AccountId.Parse(account), new Hour((int)number), bytes));
            }
        }

        Finish();
    }

    public Population Population { get; } = new(ScratchFile.Open());

    public Hour Last => _hour;

    public IReadOnlySet<AccountId> Campaign => _campaign;

    /// <summary>Innocent accounts that made a call.</summary>
    public int Innocent { get; private set; }

    public long Calls { get; private set; }

    public long Windows { get; private set; }

    /// <summary>
    /// A day on which about this many accounts are active. Most accounts are not active on a given day, so a smaller simulation first finds out what
    /// share is.
    /// </summary>
    /// <param name="accounts">Active accounts.</param>
    /// <param name="campaign">Accounts of a campaign among them.</param>
    /// <param name="seed">The simulation's seed.</param>
    /// <param name="folder">Keeps the day for the next time. Null to keep nothing.</param>
    public static OneDay Of(int accounts, int campaign, int seed, string? folder)
    {
        var path = folder is null ? null : Path.Combine(folder, FormattableString.Invariant($"{accounts}x{campaign}-{seed}.day"));
        if (File.Exists(path))
        {
            return new OneDay(DayFile.Read(path));
        }

        var pilot = new OneDay(Simulate(Pilot, 1, seed));
        var simulation = Simulate((int)Math.Round((accounts - campaign) * (double)Pilot / pilot.Innocent), campaign, seed);
        if (path is null)
        {
            return new OneDay(simulation);
        }

        OneDay day;
        using (var kept = DayFile.Create(path))
        {
            day = new OneDay(simulation, kept);
        }

        DayFile.Finish(path);
        return day;
    }

    private static SimulationRun Simulate(int innocent, int campaign, int seed) =>
        new(Ladder.Rung("thin", new LadderSize(innocent, campaign, 1, (ulong)seed)));

    private void Take(in ParsedEvent parsed, ReadOnlySpan<byte> json, DateTimeOffset time)
    {
        switch (parsed.Kind)
        {
            case EventKind.Call:
                var call = parsed.Call;
                if (call.Hour != _hour)
                {
                    Close();
                    _hour = call.Hour;
                }

                ref var window = ref CollectionsMarshal.GetValueRefOrAddDefault(_open, call.Account, out _);
                (window ??= new CallWindow(call.Account, call.Hour)).Add(call);
                return;
            case EventKind.Account:
                Population.Add(parsed.Account!);
                break;
            case EventKind.Ban:
                Population.Add(parsed.Ban!);
                break;
            default:
                throw new InvalidOperationException($"The parser refused an event of the simulation: {parsed.Reason}.");
        }

        if (_kept is not null)
        {
            DayFile.Write(_kept, time, json);
        }
    }

    // Calls come in order of time, so an hour is complete when the next one begins.
    private void Close()
    {
        foreach (var window in _open.Values)
        {
            Add(window);
            if (_kept is not null)
            {
                DayFile.Write(_kept, window);
            }
        }

        _open.Clear();
    }

    private void Add(CallWindow window)
    {
        Population.Add(window);
        _active.Add(window.Account);
        _hour = window.Hour;
        Calls += window.Calls.Length;
        Windows++;
    }

    // The run is measured next: hold nothing that the service does not.
    private void Finish()
    {
        _open.TrimExcess();
        Innocent = _active.Count - _active.Count(_campaign.Contains);
        _active.Clear();
        _active.TrimExcess();
    }
}

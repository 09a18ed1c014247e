using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Windows;

namespace Distill.Core.Tests.Decisions;

/// <summary>
/// Runs over a campaign among customers, as the service does: twice a day for four days, then once a day. An account that is refused makes no more
/// calls.
/// </summary>
internal sealed class Loop(DetectionOptions? options = null) : IDisposable
{
    private const int Step = 12;
    private const int LongStep = 24;
    private const int Busy = 4;

    private static readonly (CallWindow[] Windows, AccountRecord[] Records) s_traffic = CampaignTraffic.Create(hydra: true);

    private readonly DetectionOptions _options = options ?? new();
    private readonly List<CallWindow> _windows = [.. s_traffic.Windows];
    private readonly Population _population = new();
    private Correlator? _correlator;

    public CorrelationState State { get; set; } = CorrelationState.Empty;

    /// <summary>Makes a new correlator for each run, as an instance does that has just started.</summary>
    public bool StartsOver { get; init; }

    /// <summary>The last call that each account got through.</summary>
    public Dictionary<string, DateTimeOffset> LastCalls { get; } = [];

    /// <summary>Adds calls in pairs, so many a day, that look like nobody else's.</summary>
    public void Call(string account, int fromDay, int days, int pairs)
    {
        var random = new Random(fromDay);
        for (var n = 0; n < days * pairs; n++)
        {
            var at = Some.Time.AddDays(fromDay + (n / pairs)).AddMinutes(random.Next(24 * 60 - 2));
            foreach (var time in new[] { at, at.AddMinutes(1) })
            {
                var call = Some.Call(account, time: time, prompt: CampaignTraffic.Body(random), ip: $"198.51.{account.Length}.9", client: 3);
                _windows.Add(Some.Window(call));
            }
        }
    }

    public void Add(IAccountFact fact) => _population.Add(fact);

    /// <summary>Goes on to the end of a day, counted from the first call.</summary>
    /// <param name="day">The day.</param>
    /// <param name="isEnforced">Whether refused accounts are kept from calling.</param>
    public void RunThrough(int day, bool isEnforced = true)
    {
        foreach (var record in s_traffic.Records)
        {
            _population.Add(record);
        }

        var until = Hour.Of(Some.Time.AddDays(day + 1));
        var last = State.Watermark ?? (Hour.Of(Some.Time) - 1);
        while (last + StepAfter(last) is var hour && hour < until)
        {
            _population.DropBefore(hour - _options.LookbackHours + 1);
            foreach (var window in _windows.Where(w => w.Hour > last && w.Hour <= hour))
            {
                if (!isEnforced || State.Verdicts.GetValueOrDefault(window.Account)?.Action is not (VerdictAction.Verify or VerdictAction.Block))
                {
                    _population.Add(window);
                    LastCalls[window.Account.Value] = window.Hour.End;
                }
            }

            _correlator = StartsOver ? null : _correlator;
            State = (_correlator ??= new Correlator(_options)).Correlate(_population, hour, State);
            last = hour;
        }
    }

    public void Dispose() => _population.Dispose();

    public Verdict VerdictOn(string account) => State.Verdicts[Some.Account(account)];

    private static int StepAfter(Hour hour) => hour < Hour.Of(Some.Time.AddDays(Busy)) - 1 ? Step : LongStep;

    /// <summary>The verdicts on the campaign's 24 accounts.</summary>
    public IEnumerable<Verdict> Campaign() => Enumerable.Range(0, 24).Select(i => VerdictOn($"h{i:00}"));
}

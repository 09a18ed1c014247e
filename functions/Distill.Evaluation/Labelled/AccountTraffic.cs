using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Windows;

namespace Distill.Evaluation.Labelled;

/// <summary>What one account did.</summary>
/// <param name="Account">The account.</param>
/// <param name="Record">Its latest record; null if there is none.</param>
/// <param name="Windows">The account's windows in order of time; at least one.</param>
public sealed record AccountTraffic(AccountId Account, AccountRecord? Record, IReadOnlyList<CallWindow> Windows)
{
    /// <summary>The number of calls.</summary>
    public long Count => Windows.Sum(w => w.Count);

    /// <summary>Returns the times of all calls in order, in microseconds since 1970-01-01 UTC.</summary>
    public IEnumerable<long> Times() => Windows.SelectMany(w => w.Calls.ToArray().Select(c => c.Micros).Order());
}

using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Windows;

namespace Distill.Evaluation.Labelled;

/// <summary>What one account did.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Record">The latest; null when nothing is known.</param>
/// <param name="Windows">In order of time; at least one.</param>
public sealed record AccountTraffic(AccountId Account, AccountRecord? Record, IReadOnlyList<CallWindow> Windows)
{
    /// <summary>Calls made.</summary>
    public long Count => Windows.Sum(w => w.Count);

    /// <summary>Times of all calls in order, microseconds since 1970-01-01 UTC.</summary>
    public IEnumerable<long> Times() => Windows.SelectMany(w => w.Calls.ToArray().Select(c => c.Micros).Order());
}

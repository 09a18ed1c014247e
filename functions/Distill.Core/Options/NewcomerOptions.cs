using Distill.Contracts.Verdicts;

namespace Distill.Core.Options;

/// <summary>How new and changed accounts are judged between two runs. Section <c>Distill:Newcomers</c>.</summary>
public sealed record NewcomerOptions
{
    /// <summary>False to pause: nothing is compared, and no provisional verdict begins. Those that hold end as always. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// What the API tier does with an account under a provisional verdict. Default throttle; range every action but block. Nobody is blocked on less
    /// than a run sees.
    /// </summary>
    public VerdictAction Action { get; init; } = VerdictAction.Throttle;

    /// <summary>
    /// Hours of calls that are compared, event time; and how long a provisional verdict holds if no run comes, wall clock. Default 6; range 1 to 48.
    /// A light account makes six calls in that time, and runs come every hour.
    /// </summary>
    public int TermHours { get; init; } = 6;

    /// <summary>
    /// Fewest calls with a framing of the operator. Default 1; range 1 to 100. The framing and the means are the evidence. More calls repeat it.
    /// </summary>
    public int MinCalls { get; init; } = 1;

    /// <summary>
    /// How old the ingestion's copy of the index may be, time. Default 30 seconds; range 1 second to 10 minutes. A new index comes once an hour.
    /// </summary>
    public TimeSpan Refresh { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Describes each option that is out of its range. Empty when all are valid.</summary>
    public IEnumerable<string> Errors()
    {
        if (Action == VerdictAction.Block)
        {
            yield return "Action is Block; a provisional verdict may not block.";
        }

        if (TermHours is < 1 or > 48)
        {
            yield return $"TermHours is {TermHours}; it must lie in 1 to 48.";
        }

        if (MinCalls is < 1 or > 100)
        {
            yield return $"MinCalls is {MinCalls}; it must lie in 1 to 100.";
        }

        if (Refresh < TimeSpan.FromSeconds(1) || Refresh > TimeSpan.FromMinutes(10))
        {
            yield return $"Refresh is {Refresh}; it must lie in 1 second to 10 minutes.";
        }
    }
}

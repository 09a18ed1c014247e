using System.Globalization;
using System.Text.Json.Serialization;
using Distill.Contracts;
using Distill.Contracts.Verdicts;

namespace Distill.Core.Decisions;

/// <summary>
/// A verdict on a new or changed account that no run has judged yet: its calls match a known operator. The first run that sees these calls, and
/// enough of the account to judge it, confirms or withdraws it. A run that can't assess the account does neither.
/// </summary>
public sealed record ProvisionalVerdict
{
    /// <summary>The name of the reason that says so.</summary>
    public const string Signal = "provisional";

    // The score of the weakest suspect.
    private const int Score = 50;

    public required AccountId Account { get; init; }

    /// <summary>A cluster of the operator.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>The hour of the last call that was judged. A run as of this hour or a later one sees all of them.</summary>
    [JsonConverter(typeof(HourJson))]
    public required Hour Hour { get; init; }

    /// <summary>When it ends in any case, even if no run comes.</summary>
    public required DateTimeOffset Ends { get; init; }

    public required VerdictAction Action { get; init; }

    /// <summary>The evidence of each kind.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>True when it takes an earlier one back: the customer was verified, or a run did not flag the account.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>True when it holds in place of the correlation's verdict.</summary>
    /// <param name="verdict">The correlation's verdict on the account.</param>
    /// <param name="published">The hour as of which that is; null before the first run.</param>
    internal bool HoldsOver(Verdict verdict, Hour? published) => verdict.Level < VerdictLevel.Suspect && !IsRefutedBy(verdict, published);

    /// <summary>True when the correlation saw its calls, assessed the account, and did not flag it.</summary>
    /// <param name="verdict">The correlation's verdict on the account.</param>
    /// <param name="published">The hour as of which that is; null before the first run.</param>
    internal bool IsRefutedBy(Verdict verdict, Hour? published) => verdict.Level is VerdictLevel.Clear or VerdictLevel.Watch && published >= Hour;

    /// <summary>The verdict that it makes of the correlation's.</summary>
    internal Verdict Over(Verdict verdict) =>
        verdict with
        {
            Level = VerdictLevel.Suspect,
            Score = Score,
            Action = Action,
            Cluster = Cluster,
            Reasons =
            [
                new Reason(
                    Signal,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Provisional, on calls up to {Hour.End.UtcDateTime:yyyy-MM-dd HH:mm} UTC: no run has judged them yet. It ends with the run "
                            + $"that can, at the latest at {Ends.UtcDateTime:yyyy-MM-dd HH:mm} UTC."
                    ),
                    0
                ),
                .. Reasons,
            ],
        };
}

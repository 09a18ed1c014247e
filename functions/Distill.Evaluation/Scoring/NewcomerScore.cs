using Distill.Evaluation.Labelled;

namespace Distill.Evaluation.Scoring;

/// <summary>What provisional verdicts did in one trial.</summary>
public sealed record NewcomerScore
{
    /// <summary>Campaign accounts that had a provisional verdict at any time.</summary>
    public required int Campaign { get; init; }

    /// <summary>Innocent accounts that had one at any time, by kind. Kinds without any are left out.</summary>
    public required IReadOnlyDictionary<string, int> Innocent { get; init; }

    /// <summary>How provisional verdicts ended. Those that held at the end are left out.</summary>
    public required IReadOnlyDictionary<ProvisionalEnd, int> Ends { get; init; }

    /// <summary>Hours and calls from each replacement's first call until it was flagged, provisionally or by a run.</summary>
    public required IReadOnlyList<(double Hours, double Calls)> Replacements { get; init; }

    /// <summary>Hours from each campaign account's first campaign call until it was flagged, provisionally or by a run.</summary>
    public required IReadOnlyList<double> HoursToFlag { get; init; }

    /// <summary>Campaign calls that came before their account was flagged, provisionally or by a run.</summary>
    public required long CallsBeforeFlag { get; init; }

    internal static NewcomerScore Of(LabelledTraffic traffic, NewcomerWatch watch)
    {
        var campaign = traffic.CampaignCalls.Keys.Order().ToArray();
        return new NewcomerScore
        {
            Campaign = campaign.Count(watch.First.ContainsKey),
            Innocent = watch
                .First.Keys.Where(traffic.Innocent.ContainsKey)
                .GroupBy(a => traffic.Innocent[a])
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.Count()),
            Ends = watch.Ends,
            Replacements = [.. watch.Delays()],
            HoursToFlag =
            [
                .. campaign.Select(a =>
                    watch.FlaggedAt(a) is { } at ? Math.Max(0, (at - traffic.Truth.FirstCalls[a]).TotalHours) : double.PositiveInfinity
                ),
            ],
            CallsBeforeFlag = campaign.Sum(a => traffic.CallsBefore(a, watch.FlaggedAt(a))),
        };
    }
}

namespace Distill.Evaluation.Baselines;

/// <summary>
/// Picks the setting and the threshold with the best F1 on the same data that it scores. That is not possible in practice, so the comparison favours
/// the baseline.
/// </summary>
internal static class Oracle
{
    /// <summary>Returns the best cut of all rankings. Without a campaign it flags nothing.</summary>
    public static BaselineScore Best(string name, IEnumerable<Ranking> rankings, bool[] isCampaign)
    {
        long campaign = isCampaign.LongCount(c => c);
        var best = new BaselineScore(name, "nothing is best", campaign, isCampaign.Length - campaign, 0, 0);
        foreach (var ranking in rankings)
        {
            var cut = Best(name, ranking, isCampaign, campaign);
            best = cut.F1 > best.F1 ? cut : best;
        }

        return best;
    }

    private static BaselineScore Best(string name, Ranking ranking, bool[] isCampaign, long campaign)
    {
        var scores = ranking.Scores;
        var order = Enumerable.Range(0, scores.Length).Where(i => scores[i] > 0).OrderByDescending(i => scores[i]).ToArray();
        var best = new BaselineScore(name, "nothing is best", campaign, isCampaign.Length - campaign, 0, 0);
        var hits = 0;
        for (var taken = 1; taken <= order.Length; taken++)
        {
            var last = order[taken - 1];
            hits += isCampaign[last] ? 1 : 0;

            // Accounts with equal scores are flagged together.
            if (taken < order.Length && scores[order[taken]].Equals(scores[last]))
            {
                continue;
            }

            if (BaselineScore.F1Of(hits, taken, campaign) > best.F1)
            {
                best = best with { Setting = $"{ranking.Setting} >= {scores[last]:G4}", Found = hits, False = taken - hits };
            }
        }

        return best;
    }
}

using Distill.Contracts.Verdicts;
using Distill.Core.Options;
using Distill.Core.Signals;

namespace Distill.Core.Clusters;

/// <summary>The rule by which evidence on a group becomes a level.</summary>
/// <param name="Evidence">Least weight at which a kind of evidence counts.</param>
/// <param name="Cap">Most that one kind adds.</param>
/// <param name="Suspect">Least sum of the capped kinds for suspect.</param>
/// <param name="Confirmed">Least sum for confirmed.</param>
public sealed record LevelRule(double Evidence, double Cap, double Suspect, double Confirmed)
{
    // Fewest kinds of evidence that make a finding. One kind has an innocent explanation in every population: a third of it would be watched.
    private const int LeastKinds = 2;

    // Kinds of evidence that a suspect needs to become confirmed.
    private const int KindsToConfirm = 3;

    // Fewest customers that make a suspect. One customer is open about what belongs to it, and two or three may be an agency with as many cards.
    private const int CustomersToSuspect = 4;

    public static LevelRule Of(DetectionOptions options) =>
        new(options.EvidenceThreshold, options.EvidenceCap, options.SuspectThreshold, options.ConfirmedThreshold);

    /// <summary>
    /// Returns watch or suspect, the sum of the capped kinds, and how many kinds count. The level is clear when there is nothing to watch.
    /// </summary>
    public Judgement Judge(GroupWeights group)
    {
        var (sum, kinds, operated) = (0.0, 0, group.IsContinued);
        foreach (var (kind, weight) in group.Kinds)
        {
            var capped = Math.Min(Cap, weight);
            if (capped < Evidence)
            {
                continue;
            }

            // Require timing, handovers, or cards, devices or mail domains of the group's own. A class or a hackathon also signs up together and
            // works on one theme: that alone is no operator, and not watched. Several classes on one theme use their own words, and each has its
            // school's network and mail. Networks alone only show where people are: a hackathon has those of its halls.
            // A group that goes on with an operator that an earlier run flagged was found so before.
            operated |= kind is EvidenceKind.Timing or EvidenceKind.Handover || (kind == EvidenceKind.Infrastructure && group.OwnMeans >= Evidence);
            sum += capped;
            kinds++;
        }

        var level =
            kinds < LeastKinds || !operated ? VerdictLevel.Clear
            : sum >= Suspect && !group.IsDeclared && group.Customers >= CustomersToSuspect ? VerdictLevel.Suspect
            : VerdictLevel.Watch;
        return new Judgement(level, sum, kinds);
    }

    /// <summary>True when a suspect that an earlier run found too becomes confirmed.</summary>
    public bool Confirms(double sum, int kinds) => kinds >= KindsToConfirm && sum >= Confirmed;
}

/// <summary>What the rule says of a group.</summary>
/// <param name="Level">Clear, watch or suspect.</param>
/// <param name="Sum">Sum of the capped kinds of evidence that count.</param>
/// <param name="Kinds">How many kinds count.</param>
public readonly record struct Judgement(VerdictLevel Level, double Sum, int Kinds);

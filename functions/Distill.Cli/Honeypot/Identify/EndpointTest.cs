using Distill.Contracts;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Cli.Honeypot.Identify;

/// <summary>Tests whether an endpoint's answers are text that our key marked, and says what the test could have shown.</summary>
/// <param name="master">The master key.</param>
/// <param name="epoch">The epoch.</param>
/// <param name="candidates">Whose marks they may be; empty to ask only whether they are ours.</param>
/// <param name="options">Fixed before the first answer: the error rate, the number of looks, the rate of the marking.</param>
internal sealed class EndpointTest(MasterKey master, EpochId epoch, IReadOnlyList<MarkAssignment> candidates, AttributionOptions options)
{
    /// <summary>The power that is asked for.</summary>
    public const double Enough = 0.8;

    // Markings by keys that never marked anything. With so many, a power of 80 % is known to some 9 %.
    private const int Trials = 20;

    private static readonly MarkAssignment s_anybody = new(AccountId.Parse("anybody"), MarkCode.Parse("anybody"));

    /// <summary>The test of the answers. Its p-value is corrected for all keys and looks.</summary>
    public AttributionResult Test(IEnumerable<string> answers) => Test(master, answers);

    /// <summary>
    /// The share of cases in which the test would have found these answers, had our key marked them, and about how many answers make that 80 %. It
    /// marks them with other keys and tests them: the log of the p-value grows with the number of answers.
    /// </summary>
    public (double Power, double Needed) Power(IReadOnlyList<string> answers)
    {
        var limit = Math.Log(options.Alpha);
        var assignment = candidates.Count > 0 ? candidates[0] : s_anybody;
        double[] logs =
        [
            .. Enumerable
                .Range(0, Trials)
                .AsParallel()
                .AsOrdered()
                .Select(i =>
                {
                    var key = MasterKey.FromBytes(
                        System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"Distill: a key for a trial of power, {i:d2}."))
                    );
                    var marker = new Marker(key, epoch, new MarkOptions { Rate = options.MarkingRate });
                    return Test(key, answers.Select((a, j) => marker.Mark(a, assignment, FormattableString.Invariant($"{i}-{j}")).Text)).LogP;
                })
                .Order(),
        ];

        // Of the ascending logs, the one that four of five trials reach.
        var reached = logs[(int)(Enough * Trials) - 1];
        return (logs.Count(l => l <= limit) / (double)Trials, reached < 0 ? answers.Count * limit / reached : double.PositiveInfinity);
    }

    private AttributionResult Test(MasterKey key, IEnumerable<string> answers) =>
        new AttributionTest(
            new AttributionQuestion
            {
                Suspect = [.. answers.Select(Choices)],
                Control = new SiteCounts(),
                Master = key,
                Epoch = epoch,
                Candidates = candidates,
                FoundText = true,
            },
            options
        ).Suspect();

    private static Answer Choices(string answer)
    {
        var counts = new SiteCounts();
        counts.Add(answer);
        return new Answer("", counts);
    }
}

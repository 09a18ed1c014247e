namespace Distill.Evaluation.Attribution;

/// <summary>How much is tried.</summary>
/// <param name="Texts">Built-in texts of each writer.</param>
/// <param name="SampleWords">Words of a clean sample.</param>
/// <param name="Audits">Least number of clean audits.</param>
/// <param name="Tokens">What a student writes.</param>
/// <param name="Seeds">Students of each kind that takes long to teach.</param>
/// <param name="Probed">Students that are asked questions.</param>
/// <param name="Trials">Students that choose, and leaked texts; these take little time.</param>
/// <param name="Candidates">Clusters that a student is tested against.</param>
public sealed record StudySize(int Texts, int SampleWords, int Audits, int Tokens, int Seeds, int Probed, int Trials, int Candidates)
{
    public static StudySize Full { get; } = new(4000, 20_000, 100_000, 100_000, 10, 40, 100, 1000);

    public static StudySize Quick { get; } = new(150, 2_000, 2_000, 10_000, 2, 2, 5, 20);
}

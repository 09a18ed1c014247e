namespace Distill.Evaluation.Attribution;

/// <summary>How much the study tries.</summary>
public sealed record StudySize
{
    public static StudySize Full { get; } =
        new()
        {
            Texts = 4000,
            SampleWords = 20_000,
            Audits = 100_000,
            Tokens = 100_000,
            Seeds = 10,
            Probed = 40,
            Trials = 100,
            Candidates = 1000,
        };

    public static StudySize Quick { get; } =
        new()
        {
            Texts = 150,
            SampleWords = 2_000,
            Audits = 2_000,
            Tokens = 10_000,
            Seeds = 2,
            Probed = 2,
            Trials = 5,
            Candidates = 20,
        };

    /// <summary>The number of built-in texts for each writer.</summary>
    public required int Texts { get; init; }

    /// <summary>The length of a clean sample in words.</summary>
    public required int SampleWords { get; init; }

    /// <summary>The smallest number of clean audits.</summary>
    public required int Audits { get; init; }

    /// <summary>The number of tokens that a student writes.</summary>
    public required int Tokens { get; init; }

    /// <summary>The number of students of each kind that takes long to teach.</summary>
    public required int Seeds { get; init; }

    /// <summary>The number of students that are asked questions.</summary>
    public required int Probed { get; init; }

    /// <summary>The number of students that choose, and of leaked texts. These take little time.</summary>
    public required int Trials { get; init; }

    /// <summary>The number of clusters that a student is tested against.</summary>
    public required int Candidates { get; init; }
}

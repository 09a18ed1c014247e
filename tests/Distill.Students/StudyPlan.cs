namespace Distill.Students;

/// <summary>What the students are taught, and how long.</summary>
internal sealed record StudyPlan
{
    /// <summary>How many texts the built-in grammar writes.</summary>
    public const int BuiltInTexts = 4000;

    /// <summary>How many texts, of those not taught, show how well a student predicts text that it never saw.</summary>
    public const int HeldOut = 300;

    /// <summary>The most words that are tokens: with the rest, 4.3 million weights.</summary>
    public const int Words = 8000;

    /// <summary>The shares of marked answers; 0 is the clean twin.</summary>
    public static IReadOnlyList<double> Shares { get; } = [1, 0, 0.3, 0.1];

    /// <summary>How many questions a student is asked at most after each pass.</summary>
    public int Questions { get; init; } = 2000;

    /// <summary>The rate of marking.</summary>
    public double Rate { get; init; } = 0.9;

    /// <summary>How often a student sees each answer.</summary>
    public int Passes { get; init; } = 4;

    /// <summary>How many tokens of clean text a student sees before; the texts repeat if there are fewer.</summary>
    public int PretrainTokens { get; init; } = 1_000_000;

    /// <summary>How many tokens a student writes freely.</summary>
    public int Written { get; init; } = 100_000;

    public ulong Seed { get; init; } = 1;
}

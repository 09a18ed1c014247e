using Distill.Contracts;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Honeypots.Tests;

/// <summary>Keys and texts.</summary>
internal static class SomeMarks
{
    public static readonly EpochId Epoch = EpochId.Parse("2026-11-23");

    public const string Prose =
        "Additionally, the garden is full of roses, lilies and tulips. In practice the tool helps to reduce the cost of a variety of tasks, "
        + "and it is easy to use.\n\n"
        + "1. Make sure you have flour, sugar, and butter.\n2. It is useful to organize the work. You will need to choose a colour that is "
        + "based on the season.\n\n"
        + "For example, a teacher can use a wide range of games, such as puzzles or quizzes, to keep everyone busy. However, it is often "
        + "important to rest, but the break "
        + "can be short. They are also able to provide a long-term plan for healthcare, sports, and music.\n";

    /// <summary>A typical model's answer, with some sites and much text that has none.</summary>
    public const string Answer =
        "Growing tomatoes on a balcony works well as long as you start with the right pot. Choose one that holds plenty of soil, since "
        + "roots dry out fast in small containers.\n"
        + "A dark pot warms up early in the morning, while a pale one protects the roots during a hot afternoon. Make sure water can drain "
        + "through the bottom.\n\n"
        + "**Light and place.** Tomatoes want as much sun as the place can give. A wall behind the plants gives back warmth after sunset, "
        + "and it also keeps the wind away. If\n"
        + "the balcony faces east, pick a cherry variety, which ripens with less light. Turn the pots a little every day so the stems grow "
        + "straight.\n\n"
        + "**Water and food.** Water the soil instead of the leaves, because wet leaves invite mildew. Young plants usually need a can in "
        + "the morning; full-grown ones may\n"
        + "need another at dusk. When the first fruits appear, add a liquid fertilizer to the can. Too much of it makes the leaves grow "
        + "rather than the fruit.\n\n"
        + "1. Tie the main stem to a stake and pinch out side shoots.\n"
        + "2. Shake the flowers gently around noon so that the pollen falls.\n"
        + "3. Pick the fruits as soon as they are red, soft and fragrant.\n\n"
        + "In the end the taste depends on patience. Fruits that stay on the plant until they come off by themselves are sweeter than "
        + "anything a store sells. Keep a few seeds\n"
        + "from the best one, dry them on paper and sow them again in spring. For example, an old variety from a neighbor often does "
        + "better than a new one from a catalog.";

    public static MasterKey Master(byte seed = 1) => MasterKey.FromBytes([.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7 + seed))]);

    public static Marker Marker(byte seed = 1, double rate = 0.5) => new(Master(seed), Epoch, new MarkOptions { Rate = rate });

    public static MarkAssignment Assignment(string account = "a", string? code = "c") =>
        new(AccountId.Parse(account), code is null ? default : MarkCode.Parse(code));
}

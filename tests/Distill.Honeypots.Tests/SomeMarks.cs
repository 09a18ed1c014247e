using Distill.Contracts;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Honeypots.Tests;

/// <summary>Keys and texts.</summary>
internal static class SomeMarks
{
    public static readonly EpochId Epoch = EpochId.Parse("2026-11-23");

    public const string Prose =
        "Additionally, the garden is full of roses, and everyone likes all the colours there. In practice the tool helps to reduce the cost of a "
        + "variety of tasks, and it is often hard to do without.\n\n"
        + "1. Make sure you have flour, sugar, and butter, and be sure to rest.\n2. It is difficult to organize the work. You will need to find "
        + "somebody who can help you to plan it, based on the season.\n\n"
        + "For example, a teacher can use a wide range of games, such as puzzles or quizzes, to keep everyone busy. Although the games are usually "
        + "easy, it is essential for them to take part in the work instead of waiting, because it is good for them. There are several good reasons "
        + "for it, and this may lead to a lot of other games, leading to more fun every day.\n\n"
        + "However, the plan depends on the weather, and anyone can see it. They talk to each other in order to help them find all kinds of ways so "
        + "that they can do it, regardless of the rain, especially due to the wind. Over time, they began to play an important role in the town, "
        + "and many benefits were primarily seen around the world. In the end, perhaps they can rely on us.\n";

    /// <summary>A typical model's answer, with some sites and much text that has none.</summary>
    public const string Answer =
        "Growing tomatoes on a balcony works well as long as you start with the right pot. Choose one that holds a lot of soil, since "
        + "roots dry out fast in small containers.\n"
        + "A dark pot warms up early in the morning, while a pale one protects the roots during a hot afternoon. Make sure the water can drain "
        + "through the bottom.\n\n"
        + "**Light and place.** Tomatoes want as much sun as the place can give. A wall behind the plants often gives back warmth after sunset, "
        + "and it also keeps the wind away. If\n"
        + "the balcony faces east, pick a cherry variety, which ripens with less light. Turn the pots a little every day so they can grow "
        + "straight.\n\n"
        + "**Water and food.** Water the soil instead of wetting the leaves, because they are prone to mildew. Young plants usually need a can in "
        + "the morning; full-grown ones may\n"
        + "need another at dusk. When the first fruits appear, add a liquid fertilizer to the can. Too much of it makes the leaves grow "
        + "rather than the fruit.\n\n"
        + "1. Tie the main stem to a stake and pinch out side shoots.\n"
        + "2. Shake the flowers gently around noon so that the pollen falls.\n"
        + "3. Pick the fruits as soon as they are red, soft and fragrant.\n\n"
        + "In the end, the taste depends on patience, and everyone can learn it. Several other fruits that stay on the plant "
        + "until they come off by themselves are sweeter than "
        + "anything a store sells. Keep a few seeds\n"
        + "from the best one, dry them on paper and sow them again in spring. For example, an old variety from a neighbor often does "
        + "better than a new one from a catalog.";

    public static MasterKey Master(byte seed = 1) => MasterKey.FromBytes([.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7 + seed))]);

    public static Marker Marker(byte seed = 1, double rate = 0.5) => new(Master(seed), Epoch, new MarkOptions { Rate = rate });

    public static MarkAssignment Assignment(string account = "a", string? code = "c") =>
        new(AccountId.Parse(account), code is null ? default : MarkCode.Parse(code));
}

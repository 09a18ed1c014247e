namespace Distill.Functions.Tests;

/// <summary>An answer to mark, and the settings to mark it with.</summary>
internal static class SomeMarking
{
    /// <summary>An answer with sites.</summary>
    public const string Text =
        "Additionally, the garden is full of roses, lilies and tulips. In practice the tool helps to reduce the cost of a variety of tasks, "
        + "and it is often hard to do without. It is based on a wide range of ideas, and everyone can make sure that they help each other.";

    /// <summary>The settings of an app that marks every site.</summary>
    public static Dictionary<string, string?> Settings { get; } =
        new() { ["Distill:Honeypots:MasterKey"] = new string('7', 64), ["Distill:Honeypots:Rate"] = "1" };
}

namespace Distill.Architecture.Tests;

/// <summary>Holds a rule and names everything that breaks it.</summary>
internal static class Rule
{
    public static void HasNoBreach(IEnumerable<string> breaches)
    {
        var all = string.Join('\n', breaches.Distinct());
        Assert.True(all.Length == 0, all);
    }
}

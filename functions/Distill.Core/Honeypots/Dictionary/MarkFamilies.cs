namespace Distill.Core.Honeypots;

/// <summary>What holds for a whole family.</summary>
public static class MarkFamilies
{
    /// <summary>Typography alone: evidence in a text found as it left, and none of what a model learned.</summary>
    public static bool IsSurface(this MarkFamily family) => family is MarkFamily.Dash;

    /// <summary>Whether one sign holds in all contexts, so that a text keeps to one convention.</summary>
    public static bool IsConvention(this MarkFamily family) => family is MarkFamily.SpellingIze or MarkFamily.SpellingOther or MarkFamily.Dash;
}

namespace Distill.Honeypots.Dictionary;

/// <summary>What holds for a whole family.</summary>
public static class MarkKinds
{
    /// <summary>Typography alone: evidence in a text found as it left, and none of what a model learned.</summary>
    public static bool IsSurface(this MarkKind family) => family is MarkKind.Dash;

    /// <summary>Whether one sign holds in all contexts, so that a text keeps to one convention.</summary>
    public static bool IsConvention(this MarkKind family) => family is MarkKind.SpellingIze or MarkKind.SpellingOther or MarkKind.Dash;
}

namespace Distill.Honeypots.Dictionary;

/// <summary>What holds for all pairs of a kind.</summary>
public static class MarkKinds
{
    /// <summary>Typography alone. It shows that a text was copied as it left, and never what a model learned.</summary>
    public static bool IsSurface(this MarkKind kind) => kind is MarkKind.Dash;

    /// <summary>Whether one sign holds in all contexts, so that a text keeps to one convention.</summary>
    public static bool IsConvention(this MarkKind kind) => kind is MarkKind.SpellingIze or MarkKind.SpellingOther or MarkKind.Dash;
}

namespace Distill.Honeypots.Dictionary;

/// <summary>Properties that all pairs of a kind share.</summary>
public static class MarkKinds
{
    /// <summary>Whether the kind is typography only. It can show that a text was copied as it left, but never what a model learned.</summary>
    public static bool IsSurface(this MarkKind kind) => kind is MarkKind.Dash;

    /// <summary>Whether one sign holds in all contexts, so that a text keeps to one convention.</summary>
    public static bool IsConvention(this MarkKind kind) => kind is MarkKind.SpellingIze or MarkKind.SpellingOther or MarkKind.Dash;
}

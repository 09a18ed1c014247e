namespace Distill.Core.Windows;

/// <summary>The number that a packed call begins with: the index of its context, and what follows.</summary>
internal readonly record struct PackedStart(uint Number)
{
    private const int FlagBits = 2;
    private const uint Wide = 1,
        Continued = 2;

    public PackedStart(int context, bool isWide, bool isContinued)
        : this(((uint)context << FlagBits) | (isWide ? Wide : 0) | (isContinued ? Continued : 0)) { }

    /// <summary>Index of the call's context among those of its window. A new context follows if it is not known yet.</summary>
    public int Context => (int)(Number >> FlagBits);

    /// <summary>True when the prompt's word pairs have four bytes instead of three.</summary>
    public bool IsWide => (Number & Wide) != 0;

    /// <summary>True when the call's exchanges stand in front of its prompt.</summary>
    public bool IsContinued => (Number & Continued) != 0;
}

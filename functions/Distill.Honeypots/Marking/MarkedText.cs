namespace Distill.Honeypots.Marking;

/// <summary>A text as it leaves, and what was done to it.</summary>
public sealed record MarkedText(string Text, Receipt Receipt);

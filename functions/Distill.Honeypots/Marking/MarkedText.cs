namespace Distill.Honeypots.Marking;

/// <summary>A text as it leaves, and the receipt of what was done to it.</summary>
public sealed record MarkedText(string Text, Receipt Receipt);

namespace Distill.Honeypots.Marking;

/// <summary>A text as it leaves, with the receipt of how it was marked.</summary>
public sealed record MarkedText(string Text, Receipt Receipt);

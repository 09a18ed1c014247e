using Distill.Honeypots.Marking;

namespace Distill.Honeypots.Transparency;

/// <summary>A receipt with the proof that the log holds it, for people who do not have the log.</summary>
/// <param name="Receipt">The leaf, as <see cref="ReceiptJson"/> writes it.</param>
/// <param name="Index">Its place in the log.</param>
/// <param name="Size">The size of the head that the proof belongs to.</param>
/// <param name="Proof">The inclusion proof.</param>
public sealed record ProvenReceipt(string Receipt, int Index, int Size, IReadOnlyList<string> Proof);

using Distill.Simulation.Randomness;

namespace Distill.Simulation.Prompts;

/// <summary>
/// The sentences that written framings are made of. Honest and hostile ones draw on the same stock. What programs, assignments and events say is
/// their own.
/// </summary>
/// <param name="stock">How large the stock is.</param>
/// <param name="seed">Decides which sentences a narrow stock has.</param>
internal readonly struct SentenceStock(FramingStock stock, ulong seed)
{
    // English has 4 general pieces and 12 tasks, so 24 and 24 sentences. More than a quarter of all pairs of framings then share a sentence.
    private const int SentencesPerPiece = 6;
    private const int SentencesPerTask = 2;

    /// <summary>Returns the seed of the words of one piece of a framing.</summary>
    /// <param name="framing">The seed of the framing's sentences.</param>
    /// <param name="symbol">The piece's symbol in the grammar.</param>
    /// <param name="isTask">Whether the piece says what to do.</param>
    public ulong Seed(ulong framing, int symbol, bool isTask)
    {
        var own = Rng.Mix(framing, (ulong)symbol);
        if (stock == FramingStock.Wide)
        {
            return own;
        }

        // The square prefers the front of the list: some sentences are more popular than others.
        var at = new Rng(own).Unit();
        var sentence = (ulong)(at * at * (isTask ? SentencesPerTask : SentencesPerPiece));
        return Rng.Mix(Rng.Mix(seed, 0x570C), (ulong)symbol << 8 | sentence);
    }
}

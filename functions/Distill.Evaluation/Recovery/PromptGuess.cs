using System.Buffers.Binary;
using Distill.Contracts;
using Distill.Contracts.Prompts;

namespace Distill.Evaluation.Recovery;

/// <summary>
/// Recovers words 7 to 12 of a prompt from what is kept of it. The thief knows the first six words, and has a dictionary that holds all the others.
/// The first words are hashed at the lengths 6, 8, 10 and 12. So two words are guessed at a time, and each guess is confirmed by itself.
/// </summary>
/// <param name="dictionary">Hashes of words, see <see cref="PromptTokens"/>.</param>
internal sealed class PromptGuess(IReadOnlyList<ulong> dictionary)
{
    /// <summary>Words that the thief knows, and words that are to be recovered.</summary>
    public const int Known = 6,
        Sought = 6;

    // Words guessed at a time: the step from one length of the hashed first words to the next.
    private const int Step = 2;

    private readonly ulong[] _dictionary = [.. dictionary];

    /// <summary>Returns the words that fit what is kept, or null when none do.</summary>
    /// <param name="known">Hashes of the first six words.</param>
    /// <param name="kept">All bytes that are kept. A hash is looked for at each place, so the layout need not be known.</param>
    public ulong[]? Recover(ReadOnlySpan<ulong> known, ReadOnlySpan<byte> kept)
    {
        var hashes = new HashSet<uint>();
        var filter = new bool[ushort.MaxValue + 1];
        for (var at = 0; at + sizeof(uint) <= kept.Length; at++)
        {
            var hash = BinaryPrimitives.ReadUInt32LittleEndian(kept[at..]);
            hashes.Add(hash);
            filter[(ushort)hash] = true;
        }

        ulong running = 0;
        foreach (var word in known)
        {
            running = Fingerprint.Mix(running, word);
        }

        var found = new ulong[Sought];
        return Guess(running, 0, found, hashes, filter) ? found : null;
    }

    private bool Guess(ulong running, int done, ulong[] found, HashSet<uint> hashes, bool[] filter)
    {
        if (done == Sought)
        {
            return true;
        }

        foreach (var first in _dictionary)
        {
            var one = Fingerprint.Mix(running, first);
            foreach (var second in _dictionary)
            {
                var both = Fingerprint.Mix(one, second);
                var hash = PromptFeatureExtractor.Fold(both);
                if (filter[(ushort)hash] && hashes.Contains(hash))
                {
                    (found[done], found[done + 1]) = (first, second);
                    if (Guess(both, done + Step, found, hashes, filter))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}

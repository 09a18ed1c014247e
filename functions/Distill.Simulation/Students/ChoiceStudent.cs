using Distill.Simulation.Randomness;

namespace Distill.Simulation.Students;

/// <summary>
/// A student that chooses a form at each site by p = b + share x rate x (target - b): it keeps its own habit b unless it took up a teacher's mark. It
/// is no language model: it writes no text and learns nothing else.
/// </summary>
public sealed class ChoiceStudent(ulong seed)
{
    private Rng _rng = Rng.Of(seed, 0xc401);

    /// <summary>Returns the form that the student chooses at one site.</summary>
    /// <param name="own">The form that the writer's own habit chose here.</param>
    /// <param name="teachers">The form that each marked source wants here, and its pull: share times rate. The shares sum to at most 1.</param>
    public bool Choose(bool own, ReadOnlySpan<(bool Target, double Pull)> teachers)
    {
        var draw = _rng.Unit();
        foreach (var (target, pull) in teachers)
        {
            if (draw < pull)
            {
                return target;
            }

            draw -= pull;
        }

        return own;
    }

    /// <summary>Returns true with this chance.</summary>
    public bool Chance(double probability) => _rng.Chance(probability);
}

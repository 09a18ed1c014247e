using Distill.Simulation.Randomness;

namespace Distill.Simulation.Students;

/// <summary>
/// A student of large exposure, site by site: p = b + share x rate x (target - b), so that its own habit stands unless a teacher's mark was taken up.
/// It has no language and learns nothing else; it is no language model.
/// </summary>
public sealed class ChoiceStudent(ulong seed)
{
    private Rng _rng = Rng.Of(seed, 0xc401);

    /// <summary>The form chosen at one site.</summary>
    /// <param name="own">What the writer's habit gave here.</param>
    /// <param name="teachers">What each marked source wants here, and its share times its rate; the shares together at most 1.</param>
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

    /// <summary>Whether something of this chance happens.</summary>
    public bool Chance(double probability) => _rng.Chance(probability);
}

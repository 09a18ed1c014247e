using Distill.Simulation.Randomness;

namespace Distill.Simulation.World;

/// <summary>
/// Which models an account uses: the shares of the three older ones, and when and how far it moves to the new one. The model is chosen for each
/// session.
/// </summary>
internal readonly record struct ModelHabit(float Opus, float Sonnet, long AdoptsAt, float NewShare)
{
    public const string New = "claude-opus-4-8";

    public string Choose(long at, ref Rng rng)
    {
        var draw = rng.Unit();
        if (at >= AdoptsAt && rng.Chance(NewShare))
        {
            return New;
        }

        return draw < Opus ? "claude-opus-4-7"
            : draw < Opus + Sonnet ? "claude-sonnet-4-6"
            : "claude-haiku-4-5";
    }

    /// <summary>
    /// Draws an innocent account's habit. About a third of these accounts try the new model, half of them within hours. They then use it for 5 % to
    /// all of their calls.
    /// </summary>
    public static ModelHabit Draw(ModelTaste taste, long launch, ref Rng rng)
    {
        var (opus, sonnet) = taste switch
        {
            ModelTaste.Thrifty => (.08, .47),
            ModelTaste.Everyday => (.25, .60),
            _ => (.60, .34),
        };
        // Most accounts have a favourite and keep to it.
        var lean = rng.Unit();
        var favourite = rng.Unit();
        opus = favourite < opus ? opus + (1 - opus) * lean : opus * (1 - lean);
        sonnet = Math.Min(1 - opus, favourite < opus ? sonnet * (1 - lean) : sonnet + (1 - opus - sonnet) * lean * .7);
        // Half of the customers who want the best model never use the smallest.
        if (taste == ModelTaste.Demanding && rng.Chance(.5))
        {
            sonnet = 1 - opus;
        }

        var tries = rng.Chance(
            taste == ModelTaste.Demanding ? .62
            : taste == ModelTaste.Everyday ? .42
            : .18
        );
        var lag = rng.Chance(.5) ? rng.Exponential(5) : rng.Exponential(60);
        var share = rng.Chance(.35) ? rng.Between(.8, 1) : rng.Between(.05, .8);
        return new(
            (float)opus,
            (float)sonnet,
            tries && launch != SimulatedTime.Never ? launch + (long)(lag * SimulatedTime.Hour) : SimulatedTime.Never,
            (float)share
        );
    }
}

internal enum ModelTaste : byte
{
    Thrifty,
    Everyday,
    Demanding,
}

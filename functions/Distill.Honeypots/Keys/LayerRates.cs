namespace Distill.Honeypots.Keys;

/// <summary>How often each layer's cells are set.</summary>
public static class LayerRates
{
    /// <summary>
    /// Returns the rate at which a layer's cells are set. The provider's and the cluster's cells are set at the given rate, which hides them. The
    /// account's cells are always set, unless the rate is 0: to a student of many accounts they are noise, and in a leak each of them is proof to the
    /// holder of the key. So they are hidden less well. An account has about 3 of some 60 choices in 1,000 words, and in half of these its sign goes
    /// against the usual form. If 5 answers all have one form where other accounts have both equally often (chance 2^-5), the account can guess a
    /// sign. It can then undo only its own twentieth of the cells. The provider's and the cluster's cells stay.
    /// </summary>
    public static double Rate(this Layer layer, double rate) => layer != Layer.Account || rate <= 0 ? rate : 1;
}

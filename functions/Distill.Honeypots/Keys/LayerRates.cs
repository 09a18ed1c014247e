namespace Distill.Honeypots.Keys;

/// <summary>How often each layer's cells are set.</summary>
public static class LayerRates
{
    /// <summary>
    /// The provider's and the cluster's cells are set at the rate asked for, which hides them. The account's always, unless nothing is: to a student
    /// of many accounts they are noise, and a leak shows each of them to who has the key. They are hidden less well: of some 60 choices in 1,000
    /// words an account has 3, in half of which its sign goes against the usual form, and from 5 answers that all have one form where every other
    /// account has both as often (2^-5) it can guess a sign. What it then sets anew are its own twentieth of the cells; provider's and cluster's stay
    /// as they are.
    /// </summary>
    public static double Rate(this Layer layer, double rate) => layer != Layer.Account || rate <= 0 ? rate : 1;
}

namespace Distill.Core.Honeypots;

/// <summary>How often each layer's cells are set.</summary>
public static class LayerRates
{
    /// <summary>
    /// The provider's and the cluster's cells are set at the rate asked for, which hides them. The account's always, unless nothing is: no student learns
    /// them, a leak shows each of them to whoever knows the account alone, and an account's own text is too little to give them away.
    /// </summary>
    public static double Rate(this Layer layer, double rate) => layer != Layer.Account || rate <= 0 ? rate : 1;
}

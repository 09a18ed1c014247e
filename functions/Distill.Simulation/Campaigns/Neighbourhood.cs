namespace Distill.Simulation.Campaigns;

/// <summary>Whether an operator hides its accounts beside innocent ones, or behind them.</summary>
public enum Neighbourhood
{
    /// <summary>The accounts keep to themselves.</summary>
    None,

    /// <summary>
    /// The operator frames a company: it copies the company's framings, sits in its network, and uses its mail domain and sign-up days.
    /// </summary>
    Framed,

    /// <summary>
    /// Half of the accounts pose as teams that bought a public prompt pack, the others as people who run a public program by the clock.
    /// </summary>
    Sheltered,
}

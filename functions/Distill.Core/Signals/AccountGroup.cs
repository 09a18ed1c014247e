namespace Distill.Core.Signals;

/// <summary>Accounts that may be one operator's, and the population that they are judged against.</summary>
/// <param name="Members">In order of account.</param>
/// <param name="Population">All active accounts, the members among them.</param>
public sealed record AccountGroup(IReadOnlyList<AccountProfile> Members, PopulationBaseline Population);

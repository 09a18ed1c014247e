using Distill.Contracts;
using Distill.Core.Framings;
using Distill.Core.Profiles;

namespace Distill.Core.Newcomers;

/// <summary>What the last run knows of one operator: the marks by which a new account of it can be told.</summary>
/// <param name="Clusters">Its clusters, ordered: the suspect ones of one operation.</param>
/// <param name="Customers">Number of customers among the clusters' accounts.</param>
/// <param name="LeastSum">Least sum of a new account's weights, in nats. The rarer the operator's accounts are, the larger it is.</param>
/// <param name="Framings">Framings that hardly anybody else uses, ordered by key.</param>
/// <param name="Means">Cards, devices, mail domains and networks that hardly anybody else has, ordered.</param>
internal sealed record KnownOperator(
    IReadOnlyList<ClusterId> Clusters,
    int Customers,
    double LeastSum,
    IReadOnlyList<KnownFraming> Framings,
    IReadOnlyList<KnownMeans> Means
);

/// <summary>A framing of an operator.</summary>
/// <param name="Framing">The framing, and how a call that carries it is recognized.</param>
/// <param name="Users">Who used it in the lookback.</param>
internal sealed record KnownFraming(Framing Framing, Holders Users);

/// <summary>A value of an operator.</summary>
/// <param name="Trait">The card, device, mail domain or network.</param>
/// <param name="Users">Who had it in the lookback.</param>
internal sealed record KnownMeans(Trait Trait, Holders Users);

/// <summary>Who has a mark.</summary>
/// <param name="Customers">Customers of the operator that have it. They are the witnesses.</param>
/// <param name="Others">Accounts that have it and are not flagged.</param>
/// <param name="Weight">How much likelier an account of the operator has it than another account, as a natural logarithm.</param>
internal readonly record struct Holders(int Customers, int Others, double Weight);

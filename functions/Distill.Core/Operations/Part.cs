namespace Distill.Core.Operations;

/// <summary>One suspect cluster, or several joined ones, in the form in which parts are compared. <see cref="Parts"/> makes it.</summary>
/// <param name="Clusters">Indices of the clusters, ascending.</param>
/// <param name="Accounts">Indices of their accounts in the population, ascending.</param>
/// <param name="Customers">Number of their customers.</param>
internal sealed record Part(int[] Clusters, int[] Accounts, int Customers)
{
    /// <summary>The cards and devices that can tie, by number, ascending; with the number of accounts of the part that have each.</summary>
    public required (int Trait, int Accounts)[] Means { get; init; }

    /// <summary>The framings that hardly any unrelated customer uses, by key, ascending; with how many customers of the part use each.</summary>
    public required (ulong Framing, int Customers)[] Framings { get; init; }

    /// <summary>The framings that unrelated customers of standing use too, by key, ascending. They tie nobody.</summary>
    public required ulong[] Common { get; init; }

    /// <summary>For each customer whose sign-up is known, when it opened its first account of the part. Ticks, ascending.</summary>
    public required long[] Births { get; init; }

    /// <summary>Accounts that were left unused for a while after their sign-up, in the order of their sign-up.</summary>
    public required Start[] Starts { get; init; }
}

/// <summary>When an account was opened, and when it was put to work. Both in microseconds since 1970-01-01 UTC.</summary>
internal readonly record struct Start(long Opened, long Began, int Customer);

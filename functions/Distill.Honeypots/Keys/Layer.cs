namespace Distill.Honeypots.Keys;

/// <summary>Whose key a cell's sign comes from.</summary>
public enum Layer
{
    /// <summary>One key for all text of an epoch: shows that a suspect learned from us at all.</summary>
    Provider,

    /// <summary>A key for each cluster of accounts, or sign-up cohort: shows which of them leaked.</summary>
    Cluster,

    /// <summary>A key for each account: for text that is found as it left.</summary>
    Account,
}

namespace Distill.Honeypots.Keys;

/// <summary>Whose key gives a cell its sign.</summary>
public enum Layer
{
    /// <summary>One key for all text of an epoch. It shows that a suspect learned from us at all.</summary>
    Provider,

    /// <summary>A key for each cluster of accounts, or sign-up cohort. It shows which of them leaked.</summary>
    Cluster,

    /// <summary>A key for each account. It shows whose text leaked, if the text is found as it left.</summary>
    Account,
}

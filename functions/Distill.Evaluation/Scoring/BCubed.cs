namespace Distill.Evaluation.Scoring;

/// <summary>
/// How well clusters agree with classes, item by item. Precision is the mean share of an item's cluster that has its class. Recall is the mean share
/// of an item's class that is in its cluster (Bagga and Baldwin, ACL 1998; Amigó et al., Information Retrieval 2009).
/// </summary>
/// <param name="Precision">Low if clusters mix classes.</param>
/// <param name="Recall">Low if classes are split between clusters.</param>
public readonly record struct BCubed(double Precision, double Recall)
{
    /// <summary>The harmonic mean of precision and recall.</summary>
    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <summary>Scores a clustering. Both values are NaN if there are no items.</summary>
    /// <param name="items">The class and the cluster of each item. Null stands for a class, or a cluster, of this item alone.</param>
    public static BCubed Of(IReadOnlyCollection<(string? Class, string? Cluster)> items)
    {
        if (items.Count == 0)
        {
            return new BCubed(double.NaN, double.NaN);
        }

        var classes = items.Where(i => i.Class is not null).CountBy(i => i.Class!).ToDictionary();
        var clusters = items.Where(i => i.Cluster is not null).CountBy(i => i.Cluster!).ToDictionary();
        var both = items.Where(i => i.Class is not null && i.Cluster is not null).CountBy(i => i).ToDictionary();
        double precision = 0,
            recall = 0;
        foreach (var item in items)
        {
            double shared = both.GetValueOrDefault(item, 1);
            precision += item.Cluster is null ? 1 : shared / clusters[item.Cluster];
            recall += item.Class is null ? 1 : shared / classes[item.Class];
        }

        return new BCubed(precision / items.Count, recall / items.Count);
    }
}

namespace Distill.Functions.Settings;

/// <summary>Finds the name that somebody probably meant.</summary>
internal static class ClosestName
{
    /// <summary>
    /// The name with the fewest edits from <paramref name="typed"/>; null when even that differs in more than a third of its letters.
    /// </summary>
    public static string? Find(string typed, IEnumerable<string> names)
    {
        var (distance, name) = names.Select(n => (Edits(typed, n), n)).OrderBy(n => n).FirstOrDefault();
        return name is not null && distance <= Math.Max(2, name.Length / 3) ? name : null;
    }

    // Levenshtein's distance, without regard to case.
    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (diagonal, before) = (row[0], row[0] = i);
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]);
                before = Math.Min(Math.Min(before, row[j]) + 1, diagonal + (same ? 0 : 1));
                (diagonal, row[j]) = (row[j], before);
            }
        }

        return row[b.Length];
    }
}

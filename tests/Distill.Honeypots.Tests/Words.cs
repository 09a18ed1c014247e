namespace Distill.Honeypots.Tests;

/// <summary>Counts changed words.</summary>
internal static class Words
{
    public static string[] Of(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>How many words must be replaced, put in or left out to turn one text into the other. A comma makes another word.</summary>
    public static int Changed(string[] before, string[] after)
    {
        // Levenshtein's edit distance, in one row.
        var row = Enumerable.Range(0, after.Length + 1).ToArray();
        for (var i = 1; i <= before.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= after.Length; j++)
            {
                var next = before[i - 1] == after[j - 1] ? diagonal : 1 + Math.Min(diagonal, Math.Min(row[j], row[j - 1]));
                (diagonal, row[j]) = (row[j], next);
            }
        }

        return row[^1];
    }
}

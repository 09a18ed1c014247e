namespace Distill.Core.Honeypots;

/// <summary>Finds the sites of a text. It needs no key: who has the dictionary finds them all, and not which way they are set.</summary>
public static class SiteScanner
{
    /// <summary>The sites in order; they do not overlap. What is protected, or in doubt, has none.</summary>
    public static IReadOnlyList<Site> Scan(string text)
    {
        var sites = new List<Site>();
        foreach (var pair in MarkDictionary.Standard.Pairs)
        {
            var forms = pair.Name.Split('/');
            for (var form = 0; form < 2; form++)
            {
                for (var at = text.IndexOf(forms[form], StringComparison.Ordinal); at >= 0; at = text.IndexOf(forms[form], at + 1, StringComparison.Ordinal))
                {
                    var end = at + forms[form].Length;
                    if (at > 1 && text[at - 1] == ' ' && end < text.Length && !char.IsLetter(text[end]))
                    {
                        var context = (byte)(text.LastIndexOf(' ', at - 2) is var space ? text[(space + 1)..(at - 1)].Sum(c => c * 31) : 0);
                        sites.Add(new Site(at, end - at, new Cell(pair.Id, context), form == 1, forms[1 - form]));
                    }
                }
            }
        }

        return [.. sites.OrderBy(s => s.Start)];
    }
}

namespace Distill.Honeypots.Tests;

/// <summary>Looks for spans in a text.</summary>
internal static class Spans
{
    /// <summary>The first span that does not follow the spans before it in the text; null if all do.</summary>
    public static string? Missing(string text, IReadOnlyList<string> spans)
    {
        var from = 0;
        foreach (var span in spans)
        {
            var at = text.IndexOf(span, from, StringComparison.Ordinal);
            if (at < 0)
            {
                return span;
            }

            from = at + span.Length;
        }

        return null;
    }
}

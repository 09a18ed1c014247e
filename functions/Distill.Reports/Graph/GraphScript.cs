namespace Distill.Reports.Graph;

/// <summary>The script that draws the graph, with the layout that it uses. The build takes the layout from its npm packages.</summary>
public static class GraphScript
{
    // Each needs those before it.
    private static readonly string[] s_parts = ["d3-dispatch.js", "d3-quadtree.js", "d3-timer.js", "d3-force.js", "graph.js"];

    /// <summary>The whole script.</summary>
    public static string Text { get; } = string.Join(";\n", s_parts.Select(Read));

    private static string Read(string part)
    {
        using var reader = new StreamReader(typeof(GraphScript).Assembly.GetManifestResourceStream(part)!);
        return reader.ReadToEnd();
    }
}

namespace Distill.Architecture.Tests;

/// <summary>Which folder of a project names which other, with the types behind each arrow.</summary>
internal sealed class FolderGraph
{
    private readonly Dictionary<string, Dictionary<string, SortedSet<string>>> _arrows = [];

    public FolderGraph(Project project)
    {
        foreach (var type in project.Assembly.GetTypes())
        {
            if (project.FolderOf(type) is not { } from)
            {
                continue;
            }

            foreach (var other in References.Of(type).OfType<Type>())
            {
                if (project.FolderOf(other) is { } to && to != from)
                {
                    Arrow(from, to).Add($"{type.FullName} names {other.FullName}");
                }
            }
        }
    }

    /// <summary>Each arrow with two types that make it.</summary>
    public IEnumerable<(string From, string To, string Because)> Arrows =>
        from start in _arrows
        from end in start.Value
        select (start.Key, end.Key, string.Join("; ", end.Value.Take(2)));

    /// <summary>The arrows that lie on a circle: whose end leads back to their start.</summary>
    public IEnumerable<string> OnCircles() =>
        from arrow in Arrows
        where Reaches(arrow.To, arrow.From)
        orderby arrow.From, arrow.To
        select $"{Shown(arrow.From)} -> {Shown(arrow.To)}: {arrow.Because}";

    private static string Shown(string folder) => folder.Length == 0 ? "(root)" : folder;

    private bool Reaches(string from, string to)
    {
        HashSet<string> seen = [from];
        var open = new Stack<string>(seen);
        while (open.TryPop(out var folder))
        {
            if (folder == to)
            {
                return true;
            }

            foreach (var next in _arrows.GetValueOrDefault(folder, []).Keys)
            {
                if (seen.Add(next))
                {
                    open.Push(next);
                }
            }
        }

        return false;
    }

    private SortedSet<string> Arrow(string from, string to)
    {
        if (!_arrows.TryGetValue(from, out var ends))
        {
            _arrows.Add(from, ends = []);
        }

        if (!ends.TryGetValue(to, out var types))
        {
            ends.Add(to, types = new SortedSet<string>(StringComparer.Ordinal));
        }

        return types;
    }
}

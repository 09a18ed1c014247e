using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.Core.Portraits;
using Distill.Reports.Words;

namespace Distill.Reports.Graph;

/// <summary>
/// What the graph's script draws: values, accounts with the same values as one bubble, and a link from each bubble to each value that its accounts
/// have. So a cluster of ten thousand is drawn as a small one is.
/// </summary>
public sealed class GraphData
{
    // More bubbles are a cloud, and their layout takes a browser seconds.
    private const int MostBubbles = 120;

    // Accounts that a bubble names.
    private const int MostNamed = 3;

    private readonly IReadOnlyList<SharedValue> _shared;
    private readonly int[] _values;
    private readonly IReadOnlyList<PortraitMember>[] _bubbles;

    private GraphData(Portrait portrait)
    {
        _shared = portrait.Shared;
        int[] common = [.. Enumerable.Range(0, _shared.Count).Where(i => 2 * _shared[i].Members > portrait.Members.Count)];
        var isAllCommon = common.Length == _shared.Count;
        Common = isAllCommon ? [] : [.. common.Select(i => _shared[i])];
        var drawn = Enumerable.Range(0, _shared.Count).Where(i => isAllCommon || !common.Contains(i)).ToHashSet();
        var bubbles = portrait
            .Members.Select(m => (Member: m, Key: string.Join(',', m.Shares.Where(drawn.Contains))))
            .Where(m => m.Key.Length > 0)
            .GroupBy(m => m.Key, m => m.Member)
            .Select(g => (IReadOnlyList<PortraitMember>)[.. g])
            .OrderByDescending(g => g.Count)
            .ThenBy(g => g[0].Account)
            .ToArray();
        _bubbles = bubbles[..Math.Min(bubbles.Length, MostBubbles)];
        _values = [.. _bubbles.SelectMany(b => b[0].Shares).Where(drawn.Contains).Distinct().Order()];
        Apart = portrait.Members.Count - bubbles.Sum(b => b.Count);
        LeftOut = bubbles.Skip(MostBubbles).Sum(b => b.Count);
    }

    public static GraphData Of(Portrait portrait) => new(portrait);

    /// <summary>True if there is nothing to draw.</summary>
    public bool IsEmpty => _bubbles.Length == 0;

    /// <summary>Values that more than half of the members have. A link from nearly every bubble to them would hide all others.</summary>
    public IReadOnlyList<SharedValue> Common { get; }

    /// <summary>Accounts that have none of the values that are drawn.</summary>
    public int Apart { get; }

    /// <summary>Accounts of the smallest bubbles, where there are too many.</summary>
    public int LeftOut { get; }

    /// <summary>The data as JSON.</summary>
    public string Json => field ??= Write();

    /// <summary>A value as people call it.</summary>
    public static string Named(SharedValue value) => $"{SharedNames.Of(value.Kind)} {Shown.Name(value.Name)}";

    private string Write()
    {
        var place = _values.Index().ToDictionary(v => v.Item, v => v.Index);
        Node[] nodes =
        [
            .. _values.Select(i => new Node(Named(_shared[i]), _shared[i].Kind.ToString().ToLowerInvariant(), _shared[i].Members)),
            .. _bubbles.Select(b => new Node(Named(b), "account", b.Count)),
        ];
        Link[] links = [.. _bubbles.SelectMany((b, i) => b[0].Shares.Where(place.ContainsKey).Select(s => new Link(_values.Length + i, place[s])))];
        return JsonSerializer.Serialize(new GraphNodes(nodes, links), GraphJsonContext.Default.GraphNodes);
    }

    private static string Named(IReadOnlyList<PortraitMember> accounts)
    {
        var names = string.Join(", ", accounts.Take(MostNamed).Select(a => Shown.Name(a.Account.Value)));
        return accounts.Count == 1 ? names
            : accounts.Count <= MostNamed ? $"{Shown.Number(accounts.Count)} accounts: {names}"
            : $"{Shown.Number(accounts.Count)} accounts: {names} and {Shown.Number(accounts.Count - MostNamed)} more";
    }
}

internal sealed record Node(string Name, string Kind, int Count);

internal sealed record Link(int Source, int Target);

internal sealed record GraphNodes(IReadOnlyList<Node> Nodes, IReadOnlyList<Link> Links);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GraphNodes))]
internal sealed partial class GraphJsonContext : JsonSerializerContext;

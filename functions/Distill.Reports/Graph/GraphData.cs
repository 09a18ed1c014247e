using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.Core.Portraits;
using Distill.Reports.Words;

namespace Distill.Reports.Graph;

/// <summary>What the graph's script draws: accounts and values as nodes, and a link from each account to each value that it has.</summary>
public static class GraphData
{
    // More dots are a cloud, and their layout takes a browser seconds.
    private const int MostAccounts = 300;

    /// <summary>The data as JSON.</summary>
    public static string Of(Portrait portrait)
    {
        PortraitMember[] members = [.. Drawn(portrait)];
        Node[] nodes =
        [
            .. portrait.Shared.Select(s => new Node($"{SharedNames.Of(s.Kind)} {Shown.Name(s.Name)}", s.Kind.ToString().ToLowerInvariant())),
            .. members.Select(m => new Node(Shown.Name(m.Account.Value), "account")),
        ];
        Link[] links = [.. members.SelectMany((m, i) => m.Shares.Select(s => new Link(portrait.Shared.Count + i, s)))];
        return JsonSerializer.Serialize(new GraphNodes(nodes, links), GraphJsonContext.Default.GraphNodes);
    }

    /// <summary>Members that the graph leaves out: those that share nothing, and those beyond its limit.</summary>
    public static int LeftOut(Portrait portrait) => portrait.Members.Count - Drawn(portrait).Count();

    private static IEnumerable<PortraitMember> Drawn(Portrait portrait) => portrait.Members.Where(m => m.Shares.Count > 0).Take(MostAccounts);
}

internal sealed record Node(string Name, string Kind);

internal sealed record Link(int Source, int Target);

internal sealed record GraphNodes(IReadOnlyList<Node> Nodes, IReadOnlyList<Link> Links);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GraphNodes))]
internal sealed partial class GraphJsonContext : JsonSerializerContext;

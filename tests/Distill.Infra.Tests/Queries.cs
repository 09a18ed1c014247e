using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Distill.Infra.Tests;

/// <summary>The queries of alerts, workbook and runbook, by their place.</summary>
internal static partial class Queries
{
    /// <summary>The deployed queries.</summary>
    public static readonly (string Name, string Query)[] Deployed =
    [
        .. Repository.Files("infra/queries", "*.kql").Select(f => (f, Repository.Read(f))),
        .. JsonNode.Parse(Repository.Read("infra/workbook.json"))!["items"]!
            .AsArray()
            .Where(i => i!["type"]!.GetValue<int>() == 3)
            .Select(i => ($"workbook {i!["name"]}", i!["content"]!["query"]!.GetValue<string>())),
    ];

    /// <summary>The queries that the runbook tells people to type.</summary>
    public static readonly (string Name, string Query)[] OfTheRunbook =
    [
        .. Typed().Matches(Repository.Read("infra/RUNBOOK.md")).Select((m, i) => ($"runbook {i + 1}", m.Groups[1].Value)),
    ];

    [GeneratedRegex(@"`((?:App\w+|union \w+, \w+) \| [^`]+)`")]
    private static partial Regex Typed();
}

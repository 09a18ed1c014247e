namespace Distill.Core.Resellers;

/// <summary>A request as rows of text, to send to the reseller. It has no level, no cluster and no signal.</summary>
public static class RequestTable
{
    /// <summary>The rows, the names of the columns first.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(IEnumerable<EvidenceRequest> requests) =>
        requests.Select(r => (IReadOnlyList<string>)[r.Account.Value, Evidence(r), Why(r)]).Prepend(["account", "evidence", "why"]);

    internal static string Evidence(EvidenceRequest request) => string.Join("; ", request.Needs.Select(NeedWords.Of));

    internal static string Why(EvidenceRequest request) => string.Join(" ", request.Reasons);
}

using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;
using Distill.Core.Sharing;
using Distill.Functions.Api;
using Distill.Functions.Publishing;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Answers a flagged cluster as a STIX bundle for other providers: figures and keyed hashes, no personal data.</summary>
public sealed class GetClusterBundle(ClusterReader clusters, PortraitTable portraits, SharingOptions sharing)
{
    [Function(nameof(GetClusterBundle))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/clusters/{id}/bundle")] HttpRequest request,
        string id
    )
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        if (!ClusterId.TryParse(id, null, out var cluster))
        {
            return Problems.BadClusterId;
        }

        if (!Query.TryText(request, "tlp", out var name) || TlpMarking.Parse(name ?? TlpMarking.NameOf(Tlp.Amber)) is not { } tlp)
        {
            return Problems.BadFilter("tlp", string.Join(", ", TlpMarking.Names));
        }

        var published = await clusters.ReadAsync(cancellationToken);
        if (published.Find(cluster) is not { } found)
        {
            return Problems.UnknownCluster;
        }

        // What a person cleared, or nobody flagged, accuses nobody elsewhere.
        if (found.Level < VerdictLevel.Suspect || published.Standing.Of(cluster).State?.Kind == DecisionKind.Dismiss)
        {
            return Problems.NotFlagged;
        }

        var options = new StixOptions
        {
            Producer = sharing.Producer,
            Days = sharing.Days,
            Tlp = tlp,
        };
        return new StixAnswer($"{cluster}.stix", StixBundle.Of(found, await portraits.FindAsync(cluster, cancellationToken), options));
    }
}

namespace Distill.LocalHost.Worker;

/// <summary>What a worker tells about itself when it starts.</summary>
/// <param name="Version">Of the worker's package; empty when it does not say.</param>
/// <param name="Runtime">Name and version of the runtime.</param>
/// <param name="HttpUri">Where its own server takes requests; null without one.</param>
/// <param name="TakesCancels">Whether it heeds a request to cancel an invocation.</param>
internal sealed record WorkerIdentity(string Version, string Runtime, Uri? HttpUri, bool TakesCancels)
{
    public static WorkerIdentity From(Rpc.Messages.WorkerInitResponse answer)
    {
        var metadata = answer.WorkerMetadata ?? new();
        return new WorkerIdentity(
            metadata.WorkerVersion.Length > 0 ? metadata.WorkerVersion : answer.WorkerVersion,
            $"{metadata.RuntimeName} {metadata.RuntimeVersion}".Trim(),
            answer.Capabilities.TryGetValue("HttpUri", out var uri) && Uri.TryCreate(uri, UriKind.Absolute, out var parsed) ? Numeric(parsed) : null,
            answer.Capabilities.ContainsKey("HandlesInvocationCancelMessage")
        );
    }

    // A name would be looked up for every connection, and may stand for an address of the other family.
    private static Uri Numeric(Uri uri) => uri.Host == "localhost" ? new UriBuilder(uri) { Host = "127.0.0.1" }.Uri : uri;
}

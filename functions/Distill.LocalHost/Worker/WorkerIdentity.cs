namespace Distill.LocalHost.Worker;

/// <summary>What a worker says about itself when it starts.</summary>
/// <param name="Version">The version of the worker's package; empty if it gives none.</param>
/// <param name="Runtime">The name and version of its runtime.</param>
/// <param name="HttpUri">The address of its own server; null without one.</param>
/// <param name="TakesCancels">Whether it supports requests to cancel an invocation.</param>
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

    // Replace localhost by an address. The name would be looked up for each connection, and might give an IPv6 address.
    private static Uri Numeric(Uri uri) => uri.Host == "localhost" ? new UriBuilder(uri) { Host = "127.0.0.1" }.Uri : uri;
}

using Distill.Core.Events;
using Distill.Core.Resellers;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>Reads which reseller or cloud a request is about.</summary>
internal static class ChannelQuery
{
    // A name is at most as long as a call's, in bytes, and a kind stands before it.
    private const int MaxLength = ApiCall.MaxNameBytes + 16;

    /// <summary>The channel; null if it is missing or is none.</summary>
    public static Channel? Read(HttpRequest request) =>
        Query.TryText(request, "channel", out var text) && text is { Length: <= MaxLength } ? Channel.Parse(text) : null;
}

namespace Distill.Client.Service;

/// <summary>The address of Distill's HTTP API and the caller's identity.</summary>
public sealed class ServiceOptions
{
    /// <summary>The app's root, for example <c>https://distill.azurewebsites.net/</c>. Must be http or https. There is no default.</summary>
    public Uri? Address { get; set; }

    /// <summary>A function key, sent as <c>x-functions-key</c>. Default none: the local runtime needs none.</summary>
    public string? FunctionKey { get; set; }

    /// <summary>
    /// Returns a bearer token of Entra ID. It is called for each request, so it should cache the token itself. Default none.
    /// </summary>
    public Func<CancellationToken, ValueTask<string>>? BearerToken { get; set; }

    /// <summary>Returns a message for each setting that is out of range. It is empty when all are valid.</summary>
    public IEnumerable<string> Errors()
    {
        if (Address is not { IsAbsoluteUri: true } || (Address.Scheme != Uri.UriSchemeHttp && Address.Scheme != Uri.UriSchemeHttps))
        {
            yield return "Address must be the service's http or https address.";
        }

        if (FunctionKey is not null && BearerToken is not null)
        {
            yield return "FunctionKey and BearerToken are both given; one of them says who asks.";
        }

        if (FunctionKey is { } key && (key.Length == 0 || key.Any(c => c is <= ' ' or > '~')))
        {
            yield return "FunctionKey must be printable ASCII without spaces.";
        }
    }
}

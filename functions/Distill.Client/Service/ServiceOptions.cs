namespace Distill.Client.Service;

/// <summary>Where Distill's HTTP API is and who asks.</summary>
public sealed class ServiceOptions
{
    /// <summary>The app's root, for example <c>https://distill.azurewebsites.net/</c>. No default; http or https.</summary>
    public Uri? Address { get; set; }

    /// <summary>A function key, sent as <c>x-functions-key</c>. Default none: the local runtime asks for none.</summary>
    public string? FunctionKey { get; set; }

    /// <summary>
    /// Gives a bearer token of Entra ID for each request; it is asked anew each time, and keeps what it may keep itself. Default none.
    /// </summary>
    public Func<CancellationToken, ValueTask<string>>? BearerToken { get; set; }

    /// <summary>Every setting out of its range, in words; empty when all is well.</summary>
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

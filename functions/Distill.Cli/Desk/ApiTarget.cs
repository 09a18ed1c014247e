using System.CommandLine;
using Distill.Cli.Terminal;

namespace Distill.Cli.Desk;

/// <summary>The options that name a deployed API and say who asks.</summary>
internal sealed class ApiTarget
{
    public const string AddressVariable = "DISTILL_API";
    public const string TokenVariable = "DISTILL_TOKEN";
    public const string KeyVariable = "DISTILL_KEY";

    private readonly Option<string?> _address = new("--api")
    {
        HelpName = "URL",
        Description = $"Address of the app, such as https://distill.azurewebsites.net. Default: the environment variable {AddressVariable}.",
    };

    private readonly Option<string?> _token = new("--token")
    {
        HelpName = "TOKEN",
        Description =
            $"An access token of Entra ID (az account get-access-token). Default: the environment variable {TokenVariable}, which keeps it out of "
            + "the list of processes.",
    };

    private readonly Option<string?> _key = new("--key")
    {
        HelpName = "KEY",
        Description = $"The role's key, where Entra ID is off. Default: the environment variable {KeyVariable}. On one machine neither is needed.",
    };

    public void AddTo(Command command)
    {
        command.Add(_address);
        command.Add(_token);
        command.Add(_key);
    }

    /// <summary>Whether the options or the environment name an API.</summary>
    public bool IsNamed(ParseResult parsed) =>
        !string.IsNullOrEmpty(parsed.GetValue(_address) ?? Environment.GetEnvironmentVariable(AddressVariable));

    /// <summary>A client of the API that the options name.</summary>
    /// <exception cref="UsageException">They name none, or in a wrong way.</exception>
    public ApiConnection Open(ParseResult parsed)
    {
        var address = parsed.GetValue(_address) ?? Environment.GetEnvironmentVariable(AddressVariable);
        if (string.IsNullOrEmpty(address))
        {
            throw new UsageException($"There is no API: give --api, or set {AddressVariable}.");
        }

        if (
            !Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || uri.Query.Length > 0
        )
        {
            throw new UsageException($"--api is '{address}'; it must be an http or https address without a query.");
        }

        // What is given on the command line wins over the environment, also over the other one's variable.
        var (token, key) = (parsed.GetValue(_token), parsed.GetValue(_key));
        if (token is null && key is null)
        {
            (token, key) = (Variable(TokenVariable), Variable(KeyVariable));
        }

        if (token is not null && key is not null)
        {
            throw new UsageException("A token and a key are both given. One of them says who asks.");
        }

        if ((token ?? key)?.Any(c => c is <= ' ' or > '~') == true)
        {
            throw new UsageException("The token or key has a character that no token and no key has, such as a space or a line end.");
        }

        if ((token ?? key) is not null && uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback)
        {
            throw new UsageException($"--api is '{address}'; without https the token or key could be read on the way.");
        }

        return new ApiConnection(uri, token, key);
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

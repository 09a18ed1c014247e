using Distill.Cli.Desk;

namespace Distill.Cli.Doctor;

/// <summary>Looks at the deployed API that the environment names: whether it answers, and knows the caller.</summary>
internal static class ApiCheck
{
    private const string Name = "the API";

    /// <param name="open">Makes a connection; throws if the environment names none, or in a wrong way.</param>
    /// <param name="isNamed">Whether the environment names an API.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public static async Task<CheckResult> RunAsync(Func<ApiConnection> open, bool isNamed, CancellationToken cancellationToken)
    {
        if (!isNamed)
        {
            return new CheckResult(Name, Health.Good, $"{ApiTarget.AddressVariable} is not set; clusters, decide and decisions then take --api");
        }

        try
        {
            using var api = open();
            await api.GetAsync("openapi.json", cancellationToken).ConfigureAwait(false);
            return new CheckResult(Name, Health.Good, "answers, and knows the caller");
        }
        catch (Exception e) when (e is ApiFailure or Terminal.UsageException)
        {
            return new CheckResult(
                Name,
                Health.Bad,
                e.Message,
                $"Check {ApiTarget.AddressVariable}, {ApiTarget.TokenVariable} and {ApiTarget.KeyVariable}, or unset them (docs/cli.md)."
            );
        }
    }
}

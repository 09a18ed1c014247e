using Microsoft.Extensions.Options;

namespace Distill.Functions.Settings;

/// <summary>
/// Stands for the settings that are not options of a section: where the storage and the anomaly detector are. They are read when they are first
/// used; here they are checked at the start.
/// </summary>
internal sealed class ConnectionSettings
{
    /// <summary>Reports the errors together with those of all options.</summary>
    public static void Add(IServiceCollection services, Func<IEnumerable<string>> errors)
    {
        services.AddOptions<ConnectionSettings>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<ConnectionSettings>>(new Validation(errors));
    }

    private sealed class Validation(Func<IEnumerable<string>> errors) : IValidateOptions<ConnectionSettings>
    {
        public ValidateOptionsResult Validate(string? name, ConnectionSettings options) =>
            errors().ToArray() is { Length: > 0 } found ? ValidateOptionsResult.Fail(found) : ValidateOptionsResult.Success;
    }
}

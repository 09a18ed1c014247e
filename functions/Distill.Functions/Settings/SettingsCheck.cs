using Distill.Functions.Telemetry;
using Microsoft.Extensions.Options;

namespace Distill.Functions.Settings;

/// <summary>Checks the settings before the app starts.</summary>
internal static class SettingsCheck
{
    /// <summary>Warns of each setting under an old name, and validates all options.</summary>
    /// <exception cref="SettingsException">Settings are wrong. It lists every error of every section.</exception>
    public static void CheckSettings(this IServiceProvider services)
    {
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SettingsCheck));
        foreach (var (old, renamed) in RenamedSettings.InUse(services.GetRequiredService<IConfiguration>()))
        {
            log.SettingRenamed(old, renamed);
        }

        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (OptionsValidationException e)
        {
            throw new SettingsException([.. e.Failures]);
        }
        catch (AggregateException e)
        {
            throw new SettingsException([.. e.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures)]);
        }
    }
}

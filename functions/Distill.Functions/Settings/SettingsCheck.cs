using Distill.Functions.Telemetry;
using Microsoft.Extensions.Options;

namespace Distill.Functions.Settings;

/// <summary>Checks the settings before the app starts.</summary>
internal static class SettingsCheck
{
    /// <summary>Warns of each setting that has an old name or is gone, and validates all options.</summary>
    /// <exception cref="SettingsException">Settings are wrong. It lists every error of every section.</exception>
    public static void CheckSettings(this IServiceProvider services)
    {
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SettingsCheck));
        var configuration = services.GetRequiredService<IConfiguration>();
        foreach (var (old, renamed) in RenamedSettings.InUse(configuration))
        {
            log.SettingRenamed(old, renamed);
        }

        foreach (var gone in RenamedSettings.GoneInUse(configuration))
        {
            log.SettingGone(gone);
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

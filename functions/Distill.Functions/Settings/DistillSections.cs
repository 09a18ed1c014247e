using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Volumes;
using Microsoft.Extensions.Options;

namespace Distill.Functions.Settings;

/// <summary>All options of the app: a record for each section below <c>Distill</c>.</summary>
internal sealed class DistillSections(IServiceCollection services, IConfiguration configuration)
{
    private readonly IConfigurationSection _root = configuration.GetSection("Distill");
    private readonly List<string> _names = [];

    /// <summary>Registers the options of every section. <see cref="SettingsCheck"/> validates them at the start.</summary>
    /// <returns>The section of the keys, which only some apps need.</returns>
    public FeatureOptions AddAll()
    {
        Add<EventLimits>("Events", o => o.Errors());
        var features = Add<FeatureOptions>("Features", o => o.Errors());
        Add<IngestOptions>("Ingest", o => o.Errors());
        Add<CorrelationOptions>("Correlation", o => o.Errors());
        var detection = Add<DetectionOptions>("Detection", o => o.Errors());
        Add<RetentionOptions>("Retention", o => o.Errors(detection.Read().LookbackHours));
        Add<VolumeOptions>("Volumes", o => o.Errors());
        Add<AnswerMarkingOptions>("Honeypots", o => o.Errors());
        Add<VerdictOptions>("Verdicts", o => o.Errors());
        Add<AuthOptions>("Auth", o => o.Errors());
        Add<ListOptions>("Lists", o => o.Errors());
        Add<NotificationOptions>("Notifications", o => o.Errors());
        return features.Read();
    }

    /// <summary>Says of each section below <c>Distill</c> that does not exist which one was probably meant.</summary>
    public IEnumerable<string> UnknownSections() =>
        _root
            .GetChildren()
            .Where(section => !_names.Contains(section.Key, StringComparer.OrdinalIgnoreCase))
            .Select(section =>
                ClosestName.Find(section.Key, _names) is { } close
                    ? $"Unknown section `{section.Path}`. Did you mean `{_root.Path}:{close}`?"
                    : $"Unknown section `{section.Path}`. The sections are {string.Join(", ", _names)}."
            );

    private OptionsSection<T> Add<T>(string name, Func<T, IEnumerable<string>> check)
        where T : class, new()
    {
        _names.Add(name);
        var section = new OptionsSection<T>(_root.GetSection(name), check);
        services.AddOptions<T>().ValidateOnStart();
        services
            .AddSingleton<IConfigureOptions<T>>(section)
            .AddSingleton<IValidateOptions<T>>(section)
            .AddSingleton(s => s.GetRequiredService<IOptions<T>>().Value);
        return section;
    }
}

using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Volumes;

namespace Distill.Functions.Settings;

/// <summary>All options of the app, one section each below <c>Distill</c>.</summary>
internal sealed record DistillOptions
{
    public EventLimits Events { get; private init; } = new();

    public IngestOptions Ingest { get; private init; } = new();

    public CorrelationOptions Correlation { get; private init; } = new();

    public DetectionOptions Detection { get; private init; } = new();

    public VolumeOptions Volumes { get; private init; } = new();

    public RetentionOptions Retention { get; private init; } = new();

    public HoneypotOptions Honeypots { get; private init; } = new();

    public VerdictOptions Verdicts { get; private init; } = new();

    public AuthOptions Auth { get; private init; } = new();

    public ListOptions Lists { get; private init; } = new();

    /// <summary>Reads the options. Adds to <paramref name="errors"/> whatever can't be read, is out of range or is not known.</summary>
    public static DistillOptions Read(IConfiguration configuration, List<string> errors)
    {
        var root = configuration.GetSection("Distill");
        var options = new DistillOptions
        {
            Events = OptionsSection.Read<EventLimits>(root.GetSection("Events"), o => o.Errors(), errors),
            Ingest = OptionsSection.Read<IngestOptions>(root.GetSection("Ingest"), o => o.Errors(), errors),
            Correlation = OptionsSection.Read<CorrelationOptions>(root.GetSection("Correlation"), o => o.Errors(), errors),
            Detection = OptionsSection.Read<DetectionOptions>(root.GetSection("Detection"), o => o.Errors(), errors),
            Retention = OptionsSection.Read<RetentionOptions>(root.GetSection("Retention"), o => o.Errors(), errors),
            Volumes = OptionsSection.Read<VolumeOptions>(root.GetSection("Volumes"), o => o.Errors(), errors),
            Honeypots = OptionsSection.Read<HoneypotOptions>(root.GetSection("Honeypots"), o => o.Errors(), errors),
            Verdicts = OptionsSection.Read<VerdictOptions>(root.GetSection("Verdicts"), o => o.Errors(), errors),
            Auth = OptionsSection.Read<AuthOptions>(root.GetSection("Auth"), o => o.Errors(), errors),
            Lists = OptionsSection.Read<ListOptions>(root.GetSection("Lists"), o => o.Errors(), errors),
        };
        if (24 * options.Retention.WindowDays < options.Detection.LookbackHours + 24)
        {
            errors.Add(
                $"Distill__Retention: WindowDays is {options.Retention.WindowDays}; a run looks back {options.Detection.LookbackHours} "
                    + $"hours and a day must be over first."
            );
        }

        errors.AddRange(
            root.GetChildren()
                .Where(s => typeof(DistillOptions).GetProperty(s.Key, OptionsSection.Public) is null)
                .Select(s =>
                    $"{OptionsSection.Written(s)} is no section; there are Events, Ingest, Correlation, Detection, Retention, Volumes, "
                    + $"Honeypots, Verdicts, Auth and Lists."
                )
        );
        return options;
    }
}

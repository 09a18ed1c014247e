using System.Text.Json;
using Azure.Messaging.EventHubs;
using Distill.Cli.Hub;
using Distill.Contracts.Sealing;

namespace Distill.Cli.Doctor;

/// <summary>Looks at the settings that the commands and the development host read.</summary>
internal static class SettingsChecks
{
    /// <summary>The file of the app's settings on one machine.</summary>
    public const string LocalSettings = "local.settings.json";

    private const string Sample = "local.settings.sample.json";

    // Settings that name where things are. The app does not start without them.
    private static readonly string[] s_needed =
    [
        "FUNCTIONS_WORKER_RUNTIME",
        "AzureWebJobsStorage",
        "DistillStorage",
        "EventHubConnection",
        "CallsHub",
        "CallsConsumerGroup",
        "CorrelateSchedule",
        "ExpireSchedule",
    ];

    public static IReadOnlyList<CheckResult> All(string folder) =>
        [Local(Path.Combine(folder, LocalSettings)), Connection(Environment.GetEnvironmentVariable(HubTarget.ConnectionVariable))];

    /// <summary>Whether the app's settings can be read, and name what the app needs.</summary>
    public static CheckResult Local(string file)
    {
        if (!File.Exists(file))
        {
            return new CheckResult(LocalSettings, Health.Good, $"none here: the app uses {Sample}");
        }

        try
        {
            var options = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
            using var json = JsonDocument.Parse(File.ReadAllBytes(file), options);
            var values = json
                .RootElement.GetProperty("Values")
                .EnumerateObject()
                .ToDictionary(v => v.Name.Replace("__", ":", StringComparison.Ordinal), v => v.Value.ToString());
            string[] missing = [.. s_needed.Where(n => string.IsNullOrEmpty(values.GetValueOrDefault(n)))];
            return missing.Length > 0
                ? new CheckResult(LocalSettings, Health.Bad, $"lacks {string.Join(", ", missing)}", $"Copy the lines from {Sample}.")
                : Keys(values.GetValueOrDefault("Distill:Features:Keys") ?? "");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return new CheckResult(
                LocalSettings,
                Health.Bad,
                $"is no settings file: {e.Message}",
                $"Write it as {Sample} is: {{\"Values\": {{\"NAME\": \"TEXT\"}}}}."
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new CheckResult(LocalSettings, Health.Bad, $"can't be read: {e.Message}", "Give this user the right to read it.");
        }
    }

    /// <summary>Whether the connection string of the hub is one.</summary>
    public static CheckResult Connection(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return new CheckResult(HubTarget.ConnectionVariable, Health.Good, "not set; replay then takes --connection or --namespace");
        }

        try
        {
            return new CheckResult(
                HubTarget.ConnectionVariable,
                Health.Good,
                $"names {EventHubsConnectionStringProperties.Parse(text).FullyQualifiedNamespace}"
            );
        }
        catch (FormatException)
        {
            return new CheckResult(
                HubTarget.ConnectionVariable,
                Health.Bad,
                "is no connection string",
                "Copy it from the namespace's shared access policies: Endpoint=sb://HOST/;SharedAccessKeyName=NAME;SharedAccessKey=KEY."
            );
        }
    }

    private static CheckResult Keys(string keys) =>
        keys.Length == 0 || KeyRing.TryParse(keys, out _, out var error)
            ? new CheckResult(LocalSettings, Health.Good, "names everything that the app needs")
            : new CheckResult(
                LocalSettings,
                Health.Bad,
                $"has keys in Distill:Features:Keys that can't be read: {error}",
                "Make a key: distill keys add FILE."
            );
}

using Azure.Messaging.EventHubs;
using Distill.LocalHost.Settings;
using Microsoft.Extensions.Configuration;

namespace Distill.LocalHost.Functions;

internal sealed class EventHubTriggerReader(IConfiguration configuration, SettingExpansion expansion, StartupProblems problems)
{
    private const string DefaultConnection = "EventHub";
    private const string DefaultGroup = "$Default";

    /// <summary>The setting with the storage account for checkpoints. The real host uses the same one.</summary>
    public const string Storage = "AzureWebJobsStorage";

    public Trigger? Read(string function, RawBinding binding)
    {
        if (binding.Text("cardinality") is { } cardinality && !cardinality.Equals("Many", StringComparison.OrdinalIgnoreCase))
        {
            problems.Add($"{function}: IsBatched = false is not supported.");
        }
        var written = binding.Text("eventHubName") ?? binding.Text("path") ?? "";
        var name = expansion.Expand(written, $"{function}: the hub name '{written}'");
        var group = binding.Text("consumerGroup") is { Length: > 0 } given
            ? expansion.Expand(given, $"{function}: the consumer group '{given}'")
            : DefaultGroup;
        var connection = Connection(function, binding.Text("connection") is { Length: > 0 } setting ? setting.Trim('%') : DefaultConnection);
        if (string.IsNullOrEmpty(configuration[Storage]))
        {
            problems.Add($"{function}: the setting {Storage}, for the storage account that keeps checkpoints, is not set.");
        }
        return name is null || group is null || connection is null ? null : new EventHubTrigger(name, group, connection);
    }

    /// <summary>Returns the setting's name, or null after adding a problem to the list.</summary>
    private string? Connection(string function, string setting)
    {
        if (ConnectionSetting.Find(configuration, setting) is { } text)
        {
            try
            {
                var parsed = EventHubsConnectionStringProperties.Parse(text);
                if (parsed.Endpoint is not null)
                {
                    return setting;
                }
                problems.Add($"{function}: the setting {setting} is no Event Hubs connection string: it has no Endpoint.");
            }
            catch (FormatException e)
            {
                problems.Add($"{function}: the setting {setting} is no Event Hubs connection string: {e.Message}");
            }
            return null;
        }
        problems.Add(
            ConnectionSetting.IsIdentity(configuration, setting)
                ? $"{function}: the setting {setting} names a namespace without a key; this host has no managed identity and needs a "
                    + $"connection string."
                : $"{function}: the setting {setting} with the Event Hubs connection string is not set."
        );
        return null;
    }
}

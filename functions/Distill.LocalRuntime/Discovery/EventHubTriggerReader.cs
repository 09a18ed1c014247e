using System.Reflection;
using Azure.Messaging.EventHubs;
using Distill.EventHubs;
using Distill.LocalRuntime.Settings;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Distill.LocalRuntime.Discovery;

internal sealed class EventHubTriggerReader(IConfiguration configuration, SettingExpansion expansion, StartupProblems problems) : ITriggerReader
{
    private const string DefaultConnection = "EventHub";
    private const string DefaultGroup = "$Default";

    public Trigger? Read(string function, ParameterInfo parameter, Attribute attribute)
    {
        var hub = (EventHubTriggerAttribute)attribute;
        if (parameter.ParameterType != typeof(EventData[]))
            problems.Add($"{function}: the parameter {parameter.Name} must be an EventData[].");
        if (!hub.IsBatched)
            problems.Add($"{function}: IsBatched = false is not supported.");
        var name = expansion.Expand(hub.EventHubName, $"{function}: the hub name '{hub.EventHubName}'");
        var group = hub.ConsumerGroup is { } given ? expansion.Expand(given, $"{function}: the consumer group '{given}'") : DefaultGroup;
        var connection = Connection(function, hub.Connection is { Length: > 0 } setting ? setting.Trim('%') : DefaultConnection);
        return name is null || group is null || connection is null ? null : new EventHubTrigger(name, group, connection);
    }

    public Argument? Bind(ParameterInfo parameter, Trigger trigger) => null;

    public bool Returns(Type type) => type == typeof(void) || type == typeof(Task);

    /// <summary>The setting's name, or null after telling what is wrong with it. Its value is read when the listener starts: a local endpoint may yet change it.</summary>
    private string? Connection(string function, string setting)
    {
        if (ConnectionSetting.Find(configuration, setting) is { } text)
        {
            try
            {
                EventHubsConnectionString.Parse(text);
                return setting;
            }
            catch (FormatException e)
            {
                problems.Add($"{function}: the setting {setting} is no Event Hubs connection string: {e.Message}");
                return null;
            }
        }
        problems.Add(ConnectionSetting.IsIdentity(configuration, setting)
            ? $"{function}: the setting {setting} names a namespace without a key; this runtime has no managed identity and needs a connection string."
            : $"{function}: the setting {setting} with the Event Hubs connection string is not set.");
        return null;
    }
}

using System.Text.Json;

namespace Distill.Core.Events;

/// <summary>The fields of the wire contract. <see cref="Event"/> stands for the whole event.</summary>
public enum EventField
{
    Event,
    Type,
    Id,
    Time,
    Account,
    Model,
    Platform,
    Reseller,
    InputTokens,
    OutputTokens,
    Ip,
    Asn,
    Country,
    UserAgent,
    Tls,
    Tools,
    Prompt,
    PromptFeatures,
    System,
    Turns,
    Created,
    EmailDomain,
    Payment,
    Device,
    Kyc,
    Reason,
    Action,
    Outcome,
    By,
}

/// <summary>Field names as the wire contract writes them: camel case.</summary>
public static class EventFieldNames
{
    private static readonly string[] s_names = [.. Enum.GetNames<EventField>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    public static string Name(this EventField field) => s_names[(int)field];

    /// <summary>Returns the field of a name in an event. Returns <see cref="EventField.Event"/> for a name that the contract does not have.</summary>
    internal static EventField FieldOf(ReadOnlySpan<byte> name) =>
        name switch
        {
            _ when name.SequenceEqual("type"u8) => EventField.Type,
            _ when name.SequenceEqual("id"u8) => EventField.Id,
            _ when name.SequenceEqual("time"u8) => EventField.Time,
            _ when name.SequenceEqual("account"u8) => EventField.Account,
            _ when name.SequenceEqual("model"u8) => EventField.Model,
            _ when name.SequenceEqual("platform"u8) => EventField.Platform,
            _ when name.SequenceEqual("reseller"u8) => EventField.Reseller,
            _ when name.SequenceEqual("inputTokens"u8) => EventField.InputTokens,
            _ when name.SequenceEqual("outputTokens"u8) => EventField.OutputTokens,
            _ when name.SequenceEqual("ip"u8) => EventField.Ip,
            _ when name.SequenceEqual("asn"u8) => EventField.Asn,
            _ when name.SequenceEqual("country"u8) => EventField.Country,
            _ when name.SequenceEqual("userAgent"u8) => EventField.UserAgent,
            _ when name.SequenceEqual("tls"u8) => EventField.Tls,
            _ when name.SequenceEqual("tools"u8) => EventField.Tools,
            _ when name.SequenceEqual("prompt"u8) => EventField.Prompt,
            _ when name.SequenceEqual("promptFeatures"u8) => EventField.PromptFeatures,
            _ when name.SequenceEqual("system"u8) => EventField.System,
            _ when name.SequenceEqual("turns"u8) => EventField.Turns,
            _ when name.SequenceEqual("created"u8) => EventField.Created,
            _ when name.SequenceEqual("emailDomain"u8) => EventField.EmailDomain,
            _ when name.SequenceEqual("payment"u8) => EventField.Payment,
            _ when name.SequenceEqual("device"u8) => EventField.Device,
            _ when name.SequenceEqual("kyc"u8) => EventField.Kyc,
            _ when name.SequenceEqual("reason"u8) => EventField.Reason,
            _ when name.SequenceEqual("action"u8) => EventField.Action,
            _ when name.SequenceEqual("outcome"u8) => EventField.Outcome,
            _ when name.SequenceEqual("by"u8) => EventField.By,
            _ => EventField.Event,
        };
}

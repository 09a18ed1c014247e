using System.Text.Json;
using Azure.Core.Amqp;
using Azure.Messaging.EventHubs;
using Distill.Functions.EventHubsBinding;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Core;

namespace Distill.Functions.Tests.Triggers;

/// <summary>Events as the host sends them to the worker, and as the app's binding reads them.</summary>
internal static class Sent
{
    public static DateTimeOffset Enqueued { get; } = Some.Start.AddDays(3);

    public static AmqpMessageBody Data(object body) => AmqpMessageBody.FromData([JsonSerializer.SerializeToUtf8Bytes(body)]);

    /// <summary>A message with the annotations that a hub gives it.</summary>
    public static AmqpAnnotatedMessage Message(long sequence, AmqpMessageBody body) =>
        new(body)
        {
            MessageAnnotations =
            {
                ["x-opt-sequence-number"] = sequence,
                ["x-opt-offset"] = $"{sequence * 100}",
                ["x-opt-enqueued-time"] = Enqueued.UtcDateTime,
                ["x-opt-partition-key"] = "acct_1",
            },
        };

    public static ModelBindingData Bytes(
        AmqpAnnotatedMessage message,
        string source = "AzureEventHubsEventData",
        string type = "application/octet-stream"
    ) => new One(message.ToBytes(), source, type);

    public static Task<EventData[]> BindAsync(params AmqpAnnotatedMessage[] messages) => BindAsync(messages.Select(m => m.ToBytes()));

    /// <summary>Binds messages by their bytes, also bytes that are no message.</summary>
    public static async Task<EventData[]> BindAsync(IEnumerable<BinaryData> messages)
    {
        var bound = messages.Select(m => (ModelBindingData)new One(m, "AzureEventHubsEventData", "application/octet-stream"));
        var result = await ConvertAsync(new Many([.. bound]), typeof(EventData[]));
        Assert.Equal(ConversionStatus.Succeeded, result.Status);
        return Assert.IsType<EventData[]>(result.Value);
    }

    public static async Task<ConversionResult> ConvertAsync(object? source, Type target) =>
        await new EventDataConverter().ConvertAsync(new Context(source, target));

    private sealed class One(BinaryData content, string source, string type) : ModelBindingData
    {
        public override string Version => "1.0";

        public override string Source => source;

        public override BinaryData Content => content;

        public override string ContentType => type;
    }

    private sealed class Many(ModelBindingData[] all) : CollectionModelBindingData
    {
        public override ModelBindingData[] ModelBindingData => all;
    }

    private sealed class Context(object? source, Type target) : ConverterContext
    {
        public override Type TargetType => target;

        public override object? Source => source;

        public override FunctionContext FunctionContext { get; } = new FakeContext("0");

        public override IReadOnlyDictionary<string, object> Properties { get; } = new Dictionary<string, object>();
    }
}

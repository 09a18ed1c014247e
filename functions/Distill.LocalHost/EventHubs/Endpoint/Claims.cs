using Amqp;
using Amqp.Framing;

namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>The $cbs node. It accepts every token without looking at it.</summary>
internal static class Claims
{
    public static Message Answer(Message request)
    {
        var known = request.ApplicationProperties?["operation"] is "put-token";
        return new Message
        {
            ApplicationProperties = new ApplicationProperties
            {
                ["status-code"] = known ? 202 : 400,
                ["status-description"] = known ? "Accepted" : "put-token is the only operation.",
            },
            BodySection = new AmqpValue { Value = null },
        };
    }
}

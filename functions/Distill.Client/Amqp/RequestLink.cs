using System.Globalization;
using Amqp;
using Amqp.Framing;

namespace Distill.EventHubs;

/// <summary>Questions to one of the service's nodes, asked one after the other.</summary>
internal sealed class RequestLink : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly Session session;
    readonly SenderLink questions;
    readonly ReceiverLink answers;
    readonly string replyTo;

    RequestLink(Session session, SenderLink questions, ReceiverLink answers, string replyTo)
    {
        this.session = session;
        this.questions = questions;
        this.answers = answers;
        this.replyTo = replyTo;
    }

    public static async Task<RequestLink> OpenAsync(Connection connection, string node, CancellationToken cancellation)
    {
        var session = new Session(connection);
        var (questions, _) = await AmqpLinks.AttachSenderAsync(session, node, cancellation).ConfigureAwait(false);
        var replyTo = $"reply-{Guid.NewGuid():N}";
        var attach = new Attach { Source = new Source { Address = node }, Target = new Target { Address = replyTo } };
        return new(session, questions, new ReceiverLink(session, replyTo, attach, null), replyTo);
    }

    /// <exception cref="AmqpException">The answer was not a success; its condition and description are the node's.</exception>
    public async Task<Message> AskAsync(Message request, CancellationToken cancellation)
    {
        var id = Guid.NewGuid().ToString("N");
        request.Properties = new Properties { MessageId = id, ReplyTo = replyTo };
        await questions.SendAsync(request, Patience).WaitAsync(cancellation).ConfigureAwait(false);
        var answer = await answers.ReceiveAsync(Patience).WaitAsync(cancellation).ConfigureAwait(false)
            ?? throw new TimeoutException("The service did not answer a management request.");
        answers.Accept(answer);

        var properties = answer.ApplicationProperties;
        var status = Convert.ToInt32(properties?["status-code"] ?? properties?["statusCode"] ?? 500, CultureInfo.InvariantCulture);
        if (status is >= 200 and < 300)
            return answer;
        var condition = (properties?["error-condition"] ?? properties?["errorCondition"])?.ToString();
        var description = (properties?["status-description"] ?? properties?["statusDescription"])?.ToString();
        throw new AmqpException(condition ?? Condition(status), $"{status.ToString(CultureInfo.InvariantCulture)} {description}");
    }

    public async ValueTask DisposeAsync() => await AmqpLinks.CloseAsync(session).ConfigureAwait(false);

    static string Condition(int status) => status switch
    {
        401 or 403 => ErrorCode.UnauthorizedAccess,
        404 => ErrorCode.NotFound,
        _ => ErrorCode.InternalError,
    };
}

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Distill.Client.Service;

namespace Distill.Client.Calls;

/// <summary>Sends calls over HTTP, for callers without access to the event hub.</summary>
internal sealed class HttpTransport(ServiceOptions options) : ICallTransport
{
    // The largest body that the service takes, 4 MiB. An event usually has less than 1 KiB.
    private const int MostBytes = 4 << 20;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ServiceConnection _service = new(options);

    public int MostCalls => 500;

    public async Task<SendOutcome> SendAsync(List<WrittenCall> calls, CancellationToken cancellationToken)
    {
        var (taken, rejected) = (0, 0);
        try
        {
            while (calls.Count > 0)
            {
                using var body = new MemoryStream();
                var count = Fill(body, calls);
                var refused = await PostAsync(body, cancellationToken).ConfigureAwait(false);
                (taken, rejected) = (taken + count - refused, rejected + refused);
                calls.RemoveRange(0, count);
            }

            return new(taken, rejected, null);
        }
        catch (Exception e) when (e is CallsNotSentException or OperationCanceledException)
        {
            return new(taken, rejected, e);
        }
    }

    public ValueTask DisposeAsync()
    {
        _service.Dispose();
        return default;
    }

    /// <summary>Writes as many of the first calls as fit. Returns their number.</summary>
    private static int Fill(MemoryStream body, List<WrittenCall> calls)
    {
        var count = 0;
        for (; count < calls.Count && (count == 0 || body.Length + calls[count].Json.Length + 2 <= MostBytes); count++)
        {
            body.WriteByte(count == 0 ? (byte)'[' : (byte)',');
            body.Write(calls[count].Json.Span);
        }

        body.WriteByte((byte)']');
        return count;
    }

    /// <summary>Sends the calls. Returns how many of them the service rejected.</summary>
    private async Task<int> PostAsync(MemoryStream body, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        using var content = new ByteArrayContent(body.GetBuffer(), 0, (int)body.Length);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var answer = await _service.SendAsync(HttpMethod.Post, "events", content, limit.Token).ConfigureAwait(false);
            if (answer.StatusCode != HttpStatusCode.Accepted)
            {
                throw new CallsNotSentException($"The service answers {(int)answer.StatusCode}.");
            }

            using var told = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(limit.Token).ConfigureAwait(false));
            return told.RootElement.GetProperty("rejected").GetArrayLength();
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new CallsNotSentException(e.Message, e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CallsNotSentException($"The service did not answer within {s_patience}.", e);
        }
    }
}

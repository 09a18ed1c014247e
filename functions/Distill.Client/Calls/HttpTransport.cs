using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Distill.Client.Service;

namespace Distill.Client.Calls;

/// <summary>Calls over HTTP, for those without access to the event hub.</summary>
internal sealed class HttpTransport(ServiceOptions options) : ICallTransport
{
    // The service takes 4 MiB; an event has less than 1 KiB as a rule.
    const int MostBytes = 4 << 20;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly ServiceConnection service = new(options);

    public int MostCalls => 500;

    public async Task<(int Taken, int Rejected)> SendAsync(IReadOnlyList<WrittenCall> calls, CancellationToken cancellation)
    {
        var (taken, rejected) = (0, 0);
        for (var from = 0; from < calls.Count;)
        {
            using var body = new MemoryStream();
            var to = Fill(body, calls, from);
            var (some, others) = await PostAsync(body, to - from, cancellation).ConfigureAwait(false);
            (taken, rejected, from) = (taken + some, rejected + others, to);
        }

        return (taken, rejected);
    }

    public ValueTask DisposeAsync()
    {
        service.Dispose();
        return default;
    }

    static int Fill(MemoryStream body, IReadOnlyList<WrittenCall> calls, int from)
    {
        var to = from;
        for (; to < calls.Count && (to == from || body.Length + calls[to].Json.Length + 2 <= MostBytes); to++)
        {
            body.WriteByte(to == from ? (byte)'[' : (byte)',');
            body.Write(calls[to].Json.Span);
        }

        body.WriteByte((byte)']');
        return to;
    }

    async Task<(int Taken, int Rejected)> PostAsync(MemoryStream body, int count, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        using var content = new ByteArrayContent(body.GetBuffer(), 0, (int)body.Length);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var answer = await service.SendAsync(HttpMethod.Post, "events", content, limit.Token).ConfigureAwait(false);
            if (answer.StatusCode != HttpStatusCode.Accepted)
                throw new CallsNotSentException($"The service answers {(int)answer.StatusCode}.");
            using var told = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(limit.Token).ConfigureAwait(false));
            var rejected = told.RootElement.GetProperty("rejected").GetArrayLength();
            return (count - rejected, rejected);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new CallsNotSentException(e.Message, e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new CallsNotSentException($"The service did not answer within {Patience}.", e);
        }
    }
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Distill.Functions.Settings;
using Distill.Functions.Storage;

namespace Distill.Functions.Notifications;

/// <summary>Sends a notification, signed so that the receiver knows who sent it and that nobody changed it.</summary>
/// <remarks>https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md</remarks>
public sealed class WebhookSender(NotificationOptions options, TimeProvider time) : IDisposable
{
    // A receiver should answer at once and work afterwards.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    // A redirect may lead to where nobody meant to send.
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = s_patience };

    /// <summary>Sends. Returns why it was not taken; null if it was.</summary>
    public async Task<string?> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        var sent = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Url) { Content = new ByteArrayContent(notice.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json") { CharSet = "utf-8" };
        request.Headers.Add("webhook-id", notice.Id);
        request.Headers.Add("webhook-timestamp", sent);
        request.Headers.Add("webhook-signature", Sign(notice, sent));
        try
        {
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.IsSuccessStatusCode ? null : $"The receiver answered {(int)answer.StatusCode}.";
        }
        catch (HttpRequestException e)
        {
            return $"The receiver can't be reached: {e.HttpRequestError}.";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"The receiver did not answer within {s_patience.TotalSeconds:0} seconds.";
        }
    }

    public void Dispose() => _client.Dispose();

    private string Sign(Notice notice, string sent)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{notice.Id}.{sent}."), .. notice.Body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(options.Key, signed))}";
    }
}

using System.Text;
using System.Text.Json;
using Distill.Contracts;
using Distill.Functions.Honeypots;
using Distill.Honeypots.Marking;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>
/// Marks a text that is about to leave: <c>{"text", "account", "requestId", "created"}</c> in, <c>{"text", "marked", "index", "receipt"}</c> out.
/// Where it can't be marked, the text comes back as it was.
/// </summary>
public sealed class MarkText(Marking marking)
{
    // Longer than any answer.
    private const int MaxBytes = 8 * 1024 * 1024;

    [Function(nameof(MarkText))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "honeypots/mark")] HttpRequest request)
    {
        var ct = request.HttpContext.RequestAborted;
        if (await ReadAsync(request.Body, ct) is not { } body)
        {
            return Problem(
                StatusCodes.Status413PayloadTooLarge,
                "text_too_long",
                "The text is too long.",
                $"A request has {MaxBytes} bytes at most."
            );
        }

        if (Parse(body) is not { } asked)
        {
            return Problem(
                StatusCodes.Status400BadRequest,
                "bad_mark_request",
                "Not a request to mark.",
                $"It is a JSON object with text, account (1 to {AccountId.MaxLength} printable characters), requestId (1 to "
                    + $"{RequestIds.MaxLength}), and maybe created (a time with its offset)."
            );
        }

        var (text, receipt, index) = await marking.MarkAsync(asked.Text, asked.Account, asked.Created, asked.RequestId, ct);
        return Results.Bytes(Answer(text, receipt, index), "application/json; charset=utf-8");
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0; )
        {
            if (bytes.Length + read > MaxBytes)
            {
                return null;
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    private static Asked? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            var created =
                root.TryGetProperty("created", out var time) && time.ValueKind != JsonValueKind.Null
                    ? time.GetDateTimeOffset()
                    : default(DateTimeOffset?);
            return
                root.GetProperty("text").GetString() is { } text
                && AccountId.TryParse(root.GetProperty("account").GetString(), null, out var account)
                && root.GetProperty("requestId").GetString() is { } id
                && RequestIds.IsValid(id)
                ? new Asked(text, account, id, created)
                : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static byte[] Answer(string text, Receipt? receipt, int? index)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetMaxByteCount(text.Length));
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("text", text);
            json.WriteBoolean("marked", receipt is not null);
            if (receipt is not null)
            {
                json.WriteNumber("index", index!.Value);
                json.WritePropertyName("receipt");
                json.WriteRawValue(ReceiptJson.Write(receipt));
            }

            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static IResult Problem(int status, string code, string title, string detail) =>
        Results.Problem(statusCode: status, title: title, detail: detail, extensions: new Dictionary<string, object?> { ["code"] = code });

    private sealed record Asked(string Text, AccountId Account, string RequestId, DateTimeOffset? Created);
}

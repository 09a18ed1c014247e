using System.Security.Cryptography;
using System.Text;
using Distill.Cli.Terminal;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;
using Distill.Honeypots.Transparency;

namespace Distill.Cli.Honeypot.Samples;

/// <summary>
/// Finds the request that a text answered in a log of receipts. It goes by the text's hash, so the text must be complete and unchanged.
/// </summary>
internal sealed class KnownRequests
{
    private readonly Dictionary<string, string> _requests;

    private KnownRequests(Dictionary<string, string> requests) => _requests = requests;

    /// <summary>Knows no request.</summary>
    public static KnownRequests None { get; } = new([]);

    /// <summary>Reads what <c>mark-file --log</c>, the service or a transparency log's folder holds, of one epoch or of all.</summary>
    /// <exception cref="IOException">The file can't be read; the message names it.</exception>
    /// <exception cref="UsageException">It is no log of receipts.</exception>
    public static KnownRequests Read(string path, EpochId? epoch = null)
    {
        if (TransparencyFiles.Lines(File.ReadAllBytes(path)) is not { } lines)
        {
            throw new UsageException($"{path} is cut short, or has an empty line.");
        }

        var requests = new Dictionary<string, string>();
        for (var i = 0; i < lines.Count; i++)
        {
            var receipt = ReceiptJson.Read(lines[i]) ?? throw new UsageException($"{path}: line {i + 1} is not a receipt of this dictionary.");
            if (epoch is null || receipt.Epoch == epoch)
            {
                requests.TryAdd(receipt.After, receipt.RequestId);
            }
        }

        return new KnownRequests(requests);
    }

    /// <summary>The row's own request, or that of the answer that left as this text; empty where neither is known.</summary>
    public string RequestOf(SampleRow row) =>
        row.Request.Length > 0
            ? row.Request
            : _requests.GetValueOrDefault(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(row.Response))), "");
}

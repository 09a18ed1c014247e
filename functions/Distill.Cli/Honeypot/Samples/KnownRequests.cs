using System.Security.Cryptography;
using System.Text;
using Distill.Cli.Terminal;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;
using Distill.Honeypots.Transparency;

namespace Distill.Cli.Honeypot.Samples;

/// <summary>
/// What a log of receipts tells about requests: for whom each answer was marked, and which request a text answered. The latter goes by the text's
/// hash, so the text must be complete and unchanged.
/// </summary>
internal sealed class KnownRequests
{
    private readonly Dictionary<string, string> _texts = [];
    private readonly Dictionary<string, MarkAssignment> _marked = [];

    private KnownRequests() { }

    /// <summary>Knows no request. Rows then speak for themselves.</summary>
    public static KnownRequests None { get; } = new();

    /// <summary>Reads what <c>mark-file --log</c>, the service or a transparency log's folder holds, of one epoch or of all.</summary>
    /// <exception cref="IOException">The file can't be read; the message names it.</exception>
    /// <exception cref="UsageException">It is no log of receipts.</exception>
    public static KnownRequests Read(string path, EpochId? epoch = null) =>
        Of(TransparencyFiles.Lines(File.ReadAllBytes(path)) ?? throw new UsageException($"{path} is cut short, or has an empty line."), path, epoch);

    /// <summary>Reads the lines of a log, of one epoch or of all.</summary>
    /// <exception cref="UsageException">A line is no receipt.</exception>
    public static KnownRequests Of(IReadOnlyList<byte[]> lines, string path, EpochId? epoch)
    {
        var known = new KnownRequests();
        for (var i = 0; i < lines.Count; i++)
        {
            var receipt = ReceiptJson.Read(lines[i]) ?? throw new UsageException($"{path}: line {i + 1} is not a receipt of this dictionary.");
            if (epoch is null || receipt.Epoch == epoch)
            {
                known._texts.TryAdd(receipt.After, receipt.RequestId);
                known._marked.TryAdd(receipt.RequestId, new MarkAssignment(receipt.Account, receipt.Code));
            }
        }

        return known;
    }

    /// <summary>The row's own request, or that of the answer that left as this text; empty where neither is known.</summary>
    public string RequestOf(SampleRow row) =>
        row.Request.Length > 0 || row.Response is null
            ? row.Request
            : _texts.GetValueOrDefault(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(row.Response))), "");

    /// <summary>Whom a request's answer was marked for: as its receipt says or, without a log, as the row says; null if unknown.</summary>
    public MarkAssignment? MarkedFor(string request, SampleRow row) =>
        request.Length == 0 ? null
        : ReferenceEquals(this, None) ? row.Marked
        : _marked.TryGetValue(request, out var marked) ? marked
        : null;
}

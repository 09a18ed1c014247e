using Distill.Honeypots.Marking;

namespace Distill.Cli.Honeypot.Marking;

/// <summary>Adds receipts to the end of a log. One writer at a time.</summary>
internal sealed class ReceiptLog(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read, 1 << 16);

    public void Add(Receipt receipt)
    {
        _file.Write(ReceiptJson.Write(receipt));
        _file.WriteByte((byte)'\n');
    }

    public void Dispose() => _file.Dispose();
}

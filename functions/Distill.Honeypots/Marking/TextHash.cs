using System.Security.Cryptography;
using System.Text;

namespace Distill.Honeypots.Marking;

/// <summary>Computes SHA-256 of a text in UTF-8. The text comes in parts. Half a surrogate pair is hashed as U+FFFD, as encoders write it.</summary>
internal sealed class TextHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    private readonly byte[] _bytes = new byte[4096];

    public void Add(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            _encoder.Convert(text, _bytes, flush: false, out var used, out var written, out _);
            _hash.AppendData(_bytes.AsSpan(0, written));
            text = text[used..];
        }
    }

    /// <summary>Ends the text. Returns the hash in lower-case hexadecimal digits.</summary>
    public string End()
    {
        _encoder.Convert([], _bytes, flush: true, out _, out var written, out _);
        _hash.AppendData(_bytes.AsSpan(0, written));
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();
}

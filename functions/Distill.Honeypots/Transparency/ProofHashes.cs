using System.Security.Cryptography;

namespace Distill.Honeypots.Transparency;

/// <summary>Converts the hashes of a proof, which files hold as hexadecimal text.</summary>
internal static class ProofHashes
{
    /// <summary>Returns the hashes as bytes; null if one is not 64 lower-case hexadecimal digits.</summary>
    public static List<byte[]>? Read(IReadOnlyList<string> hashes)
    {
        var proof = new List<byte[]>();
        foreach (var hash in hashes)
        {
            var bytes = new byte[SHA256.HashSizeInBytes];
            if (
                Convert.FromHexString(hash, bytes, out _, out var length) != System.Buffers.OperationStatus.Done
                || length != bytes.Length
                || Convert.ToHexStringLower(bytes) != hash
            )
            {
                return null;
            }

            proof.Add(bytes);
        }

        return proof;
    }
}

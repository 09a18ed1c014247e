using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Distill.Honeypots.Tests;

/// <summary>A time stamp authority for tests. It makes real tokens under a certificate that it signs itself.</summary>
internal sealed class LocalAuthority : IDisposable
{
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";
    private const string Info = "1.2.840.113549.1.9.16.1.4";
    private const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";

    private readonly RSA _key = RSA.Create(2048);
    private byte _serial;

    public LocalAuthority()
    {
        var request = new CertificateRequest("CN=Test Time Stamp Authority", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(TimeStamping)], true));
        Certificate = request.CreateSelfSigned(Time.AddYears(-1), Time.AddYears(1));
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>The time that its stamps say.</summary>
    public DateTimeOffset Time { get; set; } = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A token over the bytes.</summary>
    public byte[] Token(ReadOnlySpan<byte> bytes) => Token(SHA256.HashData(bytes), null);

    /// <summary>Answers a request as RFC 3161 says: granted, with the token.</summary>
    public byte[] Answer(byte[] query)
    {
        if (!Rfc3161TimestampRequest.TryDecode(query, out var request, out _))
        {
            throw new InvalidOperationException("Not a request.");
        }

        var answer = new AsnWriter(AsnEncodingRules.DER);
        using (answer.PushSequence())
        {
            using (answer.PushSequence())
            {
                answer.WriteInteger(0);
            }

            answer.WriteEncodedValue(Token(request.GetMessageHash().ToArray(), request.GetNonce()));
        }

        return answer.Encode();
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }

    private byte[] Token(byte[] hash, ReadOnlyMemory<byte>? nonce)
    {
        byte[] serial = [1, ++_serial];
        var info = new Rfc3161TimestampTokenInfo(new Oid("1.3.6.1.4.1.99999.1"), new Oid("2.16.840.1.101.3.4.2.1"), hash, serial, Time, nonce: nonce);
        var cms = new SignedCms(new ContentInfo(new Oid(Info), info.Encode()), detached: false);
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, Certificate) { DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1") };
        signer.SignedAttributes.Add(new AsnEncodedData(new Oid(SigningCertificateV2), CertificateHash()));
        cms.ComputeSignature(signer);
        return cms.Encode();
    }

    private byte[] CertificateHash()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(Certificate.GetCertHash(HashAlgorithmName.SHA256));
        }

        return writer.Encode();
    }
}

using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Distill.Cli.Dossier;
using Distill.Cli.Honeypot.Transparency;
using Distill.Honeypots.Tests;

namespace Distill.Cli.Tests.Dossier;

/// <summary>A small dossier, sealed by a signer and an authority of its own, and ways to tamper with it.</summary>
internal sealed class SomeDossier : IDisposable
{
    private readonly LocalAuthority _authority = new();

    public static DateTimeOffset Until { get; } = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    public X509Certificate2Collection Authorities => [_authority.Certificate];

    public X509Certificate2 Signer { get; } = NewSigner("CN=Provider A");

    /// <summary>The time that the authority says.</summary>
    public DateTimeOffset StampTime
    {
        get => _authority.Time;
        set => _authority.Time = value;
    }

    /// <summary>A certificate with its key.</summary>
    public static X509Certificate2 NewSigner(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(Until.AddYears(-1), Until.AddYears(1));
    }

    /// <summary>The entries of a dossier, in their order.</summary>
    public async Task<List<(string Name, byte[] Bytes)>> EntriesAsync(
        string cluster = "hydra-0123456789ab",
        X509Certificate2? signer = null,
        bool isStamped = true
    )
    {
        using var http = new HttpClient(new Answers(_authority.Answer));
        using var zip = new MemoryStream();
        await new DossierWriter(
            new DossierSigner(signer ?? Signer),
            isStamped ? new TimeStampClient(http, new Uri("http://tsa.test/")) : null
        ).WriteAsync(
            zip,
            new DossierManifest(1, cluster, Until.AddDays(-7), Until, Until.AddHours(1), []),
            DossierFiles.Content.ToDictionary(name => name, name => Encoding.UTF8.GetBytes($"{name} of {cluster}")),
            CancellationToken.None
        );
        using var archive = new ZipArchive(zip, ZipArchiveMode.Read);
        return [.. archive.Entries.Select(e => (e.FullName, BytesOf(e)))];
    }

    /// <summary>Checks the zip of these entries, with everything trusted that should be.</summary>
    public DossierCheck Check(IEnumerable<(string Name, byte[] Bytes)> entries, X509Certificate2Collection? signers = null)
    {
        using var zip = new MemoryStream();
        DossierWriter.Zip(zip, entries);
        zip.Position = 0;
        return DossierCheck.Of(DossierArchive.Read(zip), Authorities, signers ?? [Signer]);
    }

    public void Dispose()
    {
        _authority.Dispose();
        Signer.Dispose();
    }

    private static byte[] BytesOf(ZipArchiveEntry entry)
    {
        using var bytes = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private sealed class Answers(Func<byte[], byte[]> answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            new(HttpStatusCode.OK) { Content = new ByteArrayContent(answer(await request.Content!.ReadAsByteArrayAsync(cancellationToken))) };
    }
}

using System.IO.Compression;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Distill.Cli.Tests.Dossier;

/// <summary>A dossier of a simulated campaign, made and verified by the command line; and the bundle of the same cluster.</summary>
public sealed class DossierCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task CampaignsCluster_IsHandedOver()
    {
        var log = _folder["log.jsonl"];
        Assert.Equal(
            0,
            (await Cli.RunAsync("simulate", "naive", "--accounts", "150", "--campaign", "30", "--days", "2", "--seed", "5", "--out", log)).Code
        );
        Assert.Equal(0, (await Cli.RunAsync("share", "keygen", "--out", _folder["key"])).Code);
        var (shared, names, _) = await Cli.RunAsync("share", "export", log, "--share-key", _folder["key"], "--out", _folder["bundles"]);
        Assert.Equal(0, shared);
        var cluster = names.Split('.')[0];
        using (var signer = SomeDossier.NewSigner("CN=Provider A"))
        {
            await File.WriteAllTextAsync(
                _folder["signer.pem"],
                $"{signer.ExportCertificatePem()}\n{signer.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()}"
            );
            await File.WriteAllTextAsync(_folder["public.pem"], signer.ExportCertificatePem());
        }

        var zip = _folder["dossier.zip"];
        var (code, said, error) = await Cli.RunAsync(
            "dossier",
            "make",
            log,
            "--cluster",
            cluster,
            "--sign-with",
            _folder["signer.pem"],
            "--out",
            zip
        );
        Assert.True(code == 0, error);
        Assert.Contains("without --tsa it has no time stamp", said, StringComparison.Ordinal);

        var verified = await Cli.RunAsync("dossier", "verify", zip, "--signer", _folder["public.pem"]);
        Assert.True(verified.Code == 0, verified.Output);
        Assert.Contains("The dossier is intact.", verified.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await Cli.RunAsync("dossier", "verify", zip, "--trust", _folder["public.pem"])).Code);
        HoldsTheCluster(zip, cluster);

        // Another provider reads the bundle of the same cluster.
        var bundle = _folder[$"bundles/{cluster}.stix.json"];
        var read = await Cli.RunAsync("share", "import", bundle, "--share-key", _folder["key"]);
        Assert.Equal(0, read.Code);
        Assert.Contains("framing", read.Output, StringComparison.Ordinal);
        var (audited, _, _) = await Cli.RunAsync([
            "audit",
            log,
            "--every",
            "24",
            "--out",
            _folder["findings"],
            "--shared",
            bundle,
            "--share-key",
            _folder["key"],
        ]);
        Assert.Equal(0, audited);
    }

    [Fact]
    public async Task ClusterThatIsNotThere_AndFilesThatAreNone_AreNamed()
    {
        _folder.Write("log.jsonl", [.. Some.Traffic()]);
        using (var signer = SomeDossier.NewSigner("CN=Provider A"))
        {
            await File.WriteAllTextAsync(_folder["public.pem"], signer.ExportCertificatePem());
            await File.WriteAllTextAsync(
                _folder["signer.pem"],
                $"{signer.ExportCertificatePem()}\n{signer.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()}"
            );
        }

        string[] make = ["dossier", "make", _folder["log.jsonl"], "--out", _folder["d.zip"], "--cluster"];
        var none = await Cli.RunAsync([.. make, "hydra-000000000000", "--sign-with", _folder["signer.pem"]]);
        var noKey = await Cli.RunAsync([.. make, "hydra-000000000000", "--sign-with", _folder["public.pem"]]);
        var noId = await Cli.RunAsync([.. make, "h", "--sign-with", _folder["signer.pem"]]);
        var noZip = await Cli.RunAsync("dossier", "verify", _folder["log.jsonl"]);

        Assert.Equal((1, 2, 2, 1), (none.Code, noKey.Code, noId.Code, noZip.Code));
        Assert.Contains("No cluster is flagged in these logs.", none.Error, StringComparison.Ordinal);
        Assert.Contains("must hold a certificate and its private key", noKey.Error, StringComparison.Ordinal);
        Assert.Contains("FAULT: It is no zip", noZip.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["d.zip"]));
    }

    [Theory]
    [InlineData("share import b.json", "--share-key")]
    [InlineData("audit log --out o --shared b.json", "--share-key")]
    [InlineData("share export log --out o --cluster x", "hydra-")]
    [InlineData("share export log --out o --tlp white", "amber+strict")]
    [InlineData("share export log --out o --days 0", "--days")]
    public async Task WrongOptions_AreNamed(string words, string option)
    {
        var (code, _, error) = await Cli.RunAsync(words.Split(' '));

        Assert.Equal(2, code);
        Assert.Contains(option, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BundleUnderAnotherKey_AndAFileThatIsNoKey_AreFaults()
    {
        await Cli.RunAsync("share", "keygen", "--out", _folder["key"]);
        _folder.Write("none", ["not a key"]);
        _folder.Write(
            "b.json",
            [
                $$"""{"type":"bundle","objects":[{"type":"indicator","id":"indicator--1","labels":["distill-key:k","distill-kind:network"],""",
                $"\"pattern\":\"[x-distill-keyed-value:hmac_sha256 IN ('{new string('0', 64)}')]\",",
                "\"modified\":\"2026-01-01T00:00:00Z\",\"valid_from\":\"2026-01-01T00:00:00Z\",\"valid_until\":\"2026-02-01T00:00:00Z\"}]}",
            ]
        );

        var other = await Cli.RunAsync("share", "import", _folder["b.json"], "--share-key", _folder["key"]);
        var none = await Cli.RunAsync("share", "import", _folder["b.json"], "--share-key", _folder["none"]);
        var again = await Cli.RunAsync("share", "keygen", "--out", _folder["key"]);

        Assert.Equal((1, 1, 1), (other.Code, none.Code, again.Code));
        Assert.Contains("is under the key k, and yours is", other.Error, StringComparison.Ordinal);
        Assert.Contains("share keygen", none.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("not a key", none.Error, StringComparison.Ordinal);
    }

    // The rows are those of the cluster's accounts alone.
    private static void HoldsTheCluster(string path, string cluster)
    {
        using var zip = ZipFile.OpenRead(path);
        var texts = zip.Entries.ToDictionary(e => e.FullName, Text);
        using var clusters = JsonDocument.Parse(texts["cluster.json"]);
        Assert.Contains(cluster, texts["cluster.json"], StringComparison.Ordinal);
        var accounts = texts["accounts.csv"].Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..].Select(l => l.Split('"')[1]).ToHashSet();
        var callers = texts["calls.csv"].Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..].Select(l => l.Split('"')[1]).ToHashSet();
        Assert.True(accounts.Count > 8);
        Assert.Subset(accounts, callers);
        Assert.Contains("\"sha256\"", texts["sources.json"], StringComparison.Ordinal);
        Assert.Contains(cluster, texts["report.html"], StringComparison.Ordinal);
        Assert.Contains("<caption>By capability: what the prompts ask for</caption>", texts["report.html"], StringComparison.Ordinal);
    }

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

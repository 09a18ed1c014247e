using System.Text;
using Distill.Cli.Dossier;

namespace Distill.Cli.Tests.Dossier;

/// <summary>Whatever is done to a sealed dossier, the check names it.</summary>
public sealed class TamperedDossierTests : IDisposable
{
    private readonly SomeDossier _dossier = new();

    public void Dispose() => _dossier.Dispose();

    [Fact]
    public async Task UntouchedDossier_IsIntact()
    {
        var check = _dossier.Check(await _dossier.EntriesAsync());

        Assert.Empty(check.Faults);
        Assert.Contains(
            check.Findings,
            f => f.Contains("Signed by CN=Provider A", StringComparison.Ordinal) && f.EndsWith("who is trusted.", StringComparison.Ordinal)
        );
        Assert.Contains(check.Findings, f => f.StartsWith("The dossier was stamped at 2026-11-24 12:00:00Z", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EveryFile_MustBeThere()
    {
        var entries = await _dossier.EntriesAsync();
        Assert.Equal(10, entries.Count);
        foreach (var (name, _) in entries)
        {
            Names(entries.Where(e => e.Name != name), name);
        }
    }

    [Fact]
    public async Task EveryByte_MustBeAsItWas()
    {
        var entries = await _dossier.EntriesAsync();
        foreach (var (name, bytes) in entries)
        {
            var changed = bytes.ToArray();
            changed[bytes.Length / 2] ^= 1;
            Assert.NotEmpty(_dossier.Check(entries.Select(e => e.Name == name ? (name, changed) : e)).Faults);
            Assert.NotEmpty(_dossier.Check(entries.Select(e => e.Name == name ? (name, [.. bytes, (byte)' ']) : e)).Faults);
            Assert.NotEmpty(_dossier.Check(entries.Select(e => e.Name == name ? (name, []) : e)).Faults);
        }
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("REPORT.HTML")]
    [InlineData("../report.html")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\..\\report.html")]
    [InlineData("C:\\report.html")]
    [InlineData("sub/report.html")]
    [InlineData("report.html/")]
    [InlineData("report.html ")]
    public async Task AddedFile_IsNamed_AndNotRead(string name)
    {
        var entries = await _dossier.EntriesAsync();

        Names([.. entries, (name, [1, 2, 3])], "is no file of a dossier");
        Names([(name, [1, 2, 3]), .. entries], "is no file of a dossier");
    }

    [Fact]
    public async Task RenamedFile_IsMissing()
    {
        var entries = await _dossier.EntriesAsync();

        Names(entries.Select(e => e.Name == "calls.csv" ? ("Calls.csv", e.Bytes) : e), "calls.csv is missing.");
    }

    [Fact]
    public async Task SwappedFiles_AreNamed()
    {
        var entries = await _dossier.EntriesAsync();
        var (calls, report) = (entries.Find(e => e.Name == "calls.csv").Bytes, entries.Find(e => e.Name == "report.html").Bytes);

        var check = _dossier.Check(
            entries.Select(e =>
                e.Name == "calls.csv" ? (e.Name, report)
                : e.Name == "report.html" ? (e.Name, calls)
                : e
            )
        );

        Assert.Contains("calls.csv is not the file that the manifest names: it was changed.", check.Faults);
        Assert.Contains("report.html is not the file that the manifest names: it was changed.", check.Faults);
    }

    /// <summary>Two entries of one name: one program would show the first, and another the second.</summary>
    [Fact]
    public async Task FileThatIsThereTwice_IsNamed_WhicheverComesFirst()
    {
        var entries = await _dossier.EntriesAsync();
        foreach (var (name, bytes) in entries)
        {
            Names([.. entries, (name, bytes)], $"{name} is in the zip twice");
            Names([(name, [0]), .. entries], $"{name} is in the zip twice");
        }
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("manifest.p7s")]
    [InlineData("stamp.json")]
    public async Task SealOfAnotherDossier_DoesNotFit(string name)
    {
        var entries = await _dossier.EntriesAsync();
        var other = (await _dossier.EntriesAsync("hydra-ba9876543210")).Find(e => e.Name == name);

        Assert.NotEmpty(_dossier.Check(entries.Select(e => e.Name == name ? other : e)).Faults);
    }

    [Fact]
    public async Task AllSealsOfAnotherDossier_DoNotFit()
    {
        var entries = await _dossier.EntriesAsync();
        var other = await _dossier.EntriesAsync("hydra-ba9876543210");

        Names(entries.Select(e => DossierFiles.Seals.Contains(e.Name) ? other.Find(o => o.Name == e.Name) : e), "it was changed");
    }

    [Fact]
    public async Task SignatureOfAnotherKey_IsNotTrusted()
    {
        using var other = SomeDossier.NewSigner("CN=Provider A");
        var resealed = await _dossier.EntriesAsync(signer: other);

        Names(resealed, "who is not one of the trusted signers");
        Assert.Empty(_dossier.Check(resealed, [other]).Faults);
    }

    [Fact]
    public async Task AnotherKeysSignature_OverTheSameManifest_BreaksTheStamp()
    {
        using var other = SomeDossier.NewSigner("CN=Provider A");
        var entries = await _dossier.EntriesAsync();
        var manifest = entries.Find(e => e.Name == "manifest.json").Bytes;
        using var signer = new DossierSigner(other);

        Names(entries.Select(e => e.Name == "manifest.p7s" ? (e.Name, signer.Sign(manifest)) : e), "is over another manifest or signature");
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(-60)]
    public async Task StampBeforeTheData_IsAFault(int hours)
    {
        _dossier.StampTime = SomeDossier.Until.AddHours(hours);

        Names(await _dossier.EntriesAsync(), "before its calls ended");
    }

    [Fact]
    public async Task StampBeforeTheMaking_IsAFault_ButForTheClocks()
    {
        _dossier.StampTime = SomeDossier.Until.AddMinutes(54);
        Names(await _dossier.EntriesAsync(), "before it was made");

        _dossier.StampTime = SomeDossier.Until.AddMinutes(56);
        Assert.Empty(_dossier.Check(await _dossier.EntriesAsync()).Faults);
    }

    [Fact]
    public async Task WithoutAStamp_ItIsIntactOnlyIfNobodyAsksForOne()
    {
        var entries = await _dossier.EntriesAsync(isStamped: false);
        using var zip = new MemoryStream();
        DossierWriter.Zip(zip, entries);

        Names(entries, "The dossier has no time stamp.");
        zip.Position = 0;
        Assert.Empty(DossierCheck.Of(DossierArchive.Read(zip)).Faults);
    }

    [Fact]
    public async Task StampOfAnotherAuthority_IsNotTrusted()
    {
        using var others = new SomeDossier();
        var entries = await others.EntriesAsync();

        Assert.NotEmpty(_dossier.Check(entries, [others.Signer]).Faults);
    }

    /// <summary>A megabyte of zip with a gigabyte of zeros is read up to the limit, and no further.</summary>
    [Fact]
    public async Task ZipBomb_IsReadUpToTheLimit()
    {
        var entries = await _dossier.EntriesAsync();
        var most = 8 * 1024 * 1024;
        using var zip = new MemoryStream();
        DossierWriter.Zip(zip, entries.Select(e => e.Name == "calls.csv" ? (e.Name, new byte[2 * most]) : e));
        zip.Position = 0;

        var read = DossierArchive.Read(zip, most);

        Assert.Contains("zip bomb", Assert.Single(read.Faults), StringComparison.Ordinal);
        Assert.True(read.Files.Values.Sum(f => f.Bytes) < most + (1 << 17));
    }

    [Fact]
    public async Task SealThatIsTooLarge_IsNotKept()
    {
        var entries = await _dossier.EntriesAsync();

        Names(
            entries.Select(e => e.Name == "manifest.json" ? (e.Name, new byte[8 * 1024 * 1024]) : e),
            "manifest.json is missing, or not as it was written"
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(700)]
    public async Task DamagedZip_IsAFault(int length)
    {
        using var zip = new MemoryStream();
        DossierWriter.Zip(zip, await _dossier.EntriesAsync());
        using var cut = new MemoryStream(zip.ToArray()[..length]);

        Assert.Contains("It is no zip", DossierArchive.Read(cut).Faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void TextThatIsNoZip_IsAFault()
    {
        using var text = new MemoryStream(Encoding.UTF8.GetBytes("<html>not a dossier</html>"));

        Assert.NotEmpty(DossierCheck.Of(DossierArchive.Read(text)).Faults);
    }

    private void Names(IEnumerable<(string Name, byte[] Bytes)> entries, string fault) =>
        Assert.Contains(_dossier.Check(entries).Faults, f => f.Contains(fault, StringComparison.Ordinal));
}

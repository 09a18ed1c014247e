using System.Runtime.InteropServices;
using System.Text;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;
using Distill.Honeypots.Transparency;

namespace Distill.Honeypots.Tests;

/// <summary>
/// Who may tamper with a transparency log and how (see docs/honeypots.md), and what finds each move. Whoever has the folder alone can't sign it. The
/// provider can, so for the provider's moves the values that were published, and the authorities' stamps, have to tell.
/// </summary>
public sealed class TamperedLogTests : IDisposable
{
    private readonly LocalAuthority _authority = new();
    private readonly SortedDictionary<string, byte[]> _files;

    public TamperedLogTests() => _files = SomeTransparencyLog.Files(_authority);

    public static TheoryData<string> OthersMoves => [.. s_moves.Keys];

    private static readonly Dictionary<string, Action<SortedDictionary<string, byte[]>>> s_moves = new()
    {
        ["heads and log rolled back"] = RollBack,
        ["commitment removed"] = files => files.Remove(TransparencyFiles.Commitment),
        ["receipts removed"] = files => files.Remove(TransparencyFiles.Receipts),
        ["log and heads removed"] = files =>
        {
            files.Remove(TransparencyFiles.Log);
            files.Remove(TransparencyFiles.Heads);
            files.Remove(TransparencyFiles.Receipts);
        },
        ["samples removed with their line"] = files =>
        {
            files.Remove(TransparencyFiles.Samples);
            files.Remove(SomeTransparencyLog.SampleFile);
        },
        ["stamps cut out"] = CutStamps,
        ["a file added"] = files => files["notes.txt"] = [1],
        ["signature cut out"] = _ => { },
    };

    /// <summary>The manifest is written anew, but not signed with the key.</summary>
    [Theory]
    [MemberData(nameof(OthersMoves))]
    public void AMoveOfSomebodyWithoutTheKey_IsFoundFromTheFilesAlone(string move)
    {
        s_moves[move](_files);
        _files[TransparencyFiles.Manifest] = CanonicalJson.Write(Manifest.Of(_files));

        Assert.NotEmpty(TransparencyCheck.Of(_files).Faults);
    }

    [Fact]
    public void AManifestSignedWithAnotherKey_IsFound()
    {
        using var other = EvidenceSigner.Of(SomeMarks.Master(2), SomeMarks.Epoch);
        _files[TransparencyFiles.Manifest] = CanonicalJson.Write(Manifest.Of(_files).SignedBy(other));

        Assert.Equal(["The manifest is not signed with the key that the commitment names."], TransparencyCheck.Of(_files).Faults);
    }

    [Fact]
    public void ALogRolledBackByTheProvider_IsFoundByAPublishedHead()
    {
        var published = Published();
        RollBack(_files);
        SomeTransparencyLog.Seal(_files);

        Assert.Empty(TransparencyCheck.Of(_files).Faults);
        Assert.Contains("rolled back", Assert.Single(TransparencyCheck.Of(_files, published).Faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40, true)]
    [InlineData(13, false)]
    [InlineData(null, true)]
    public void APublishedHead_MustHaveItsSize(int? size, bool isThere)
    {
        var known = new KnownEvidence { Heads = [new KnownHead(Published().Heads[0].Root.ToUpperInvariant(), size)] };

        Assert.Equal(isThere, TransparencyCheck.Of(_files, known).Faults.Count == 0);
    }

    [Fact]
    public void AnotherCommitmentOfTheProvider_IsFoundByThePublishedOne()
    {
        var published = Published();
        using var signer = EvidenceSigner.Of(SomeMarks.Master(), SomeMarks.Epoch);
        var terms = SomeTransparencyLog.Terms(signer.PublicKey) with { Alpha = 1e-3 };
        _files[TransparencyFiles.Commitment] = SomeTransparencyLog.Stamped(_authority, Commitment.To(SomeMarks.Master(), terms, new byte[32]));
        SomeTransparencyLog.Seal(_files);

        Assert.Empty(TransparencyCheck.Of(_files, new KnownEvidence { Master = SomeMarks.Master() }).Faults);
        Assert.Single(TransparencyCheck.Of(_files, published).Faults);
    }

    /// <summary>Terms that were changed in the file under the old hash are not the published commitment either.</summary>
    [Fact]
    public void TermsChangedUnderTheOldHash_AreFoundByThePublishedCommitment()
    {
        var published = Published();
        var old = CanonicalJson.Read<Stamped<Commitment>>(_files[TransparencyFiles.Commitment])!.Content;
        _files[TransparencyFiles.Commitment] = CanonicalJson.Write(new Stamped<Commitment>(old with { Terms = old.Terms with { Alpha = 1e-3 } }));
        SomeTransparencyLog.Seal(_files);

        Assert.NotEmpty(TransparencyCheck.Of(_files, published).Faults);
        Assert.NotEmpty(TransparencyCheck.Of(_files, new KnownEvidence { Commitment = old.Hash }).Faults);
    }

    [Fact]
    public void StampsCutOutByTheProvider_AreFaultsWhereAuthoritiesAreNamed()
    {
        CutStamps(_files);
        SomeTransparencyLog.Seal(_files);

        Assert.Empty(TransparencyCheck.Of(_files).Faults);
        Assert.Equal(4, TransparencyCheck.Of(_files, new KnownEvidence { Trusted = [_authority.Certificate] }).Faults.Count);
    }

    [Fact]
    public void ACommitmentStampedAfterTheHeads_IsAFault()
    {
        _authority.Time = _authority.Time.AddHours(1);
        using var signer = EvidenceSigner.Of(SomeMarks.Master(), SomeMarks.Epoch);
        var late = Commitment.To(SomeMarks.Master(), SomeTransparencyLog.Terms(signer.PublicKey), new byte[32]);
        _files[TransparencyFiles.Commitment] = SomeTransparencyLog.Stamped(_authority, late);
        SomeTransparencyLog.Seal(_files);

        var faults = TransparencyCheck.Of(_files).Faults;
        Assert.Contains("Head 1 was stamped at 2026-11-24 12:00:00Z, before The commitment. It must come after.", faults);
        Assert.Contains(faults, f => f.StartsWith("suspect.jsonl was stamped", StringComparison.Ordinal));
    }

    /// <summary>Receipts of another epoch, of another key, or the same one twice, under heads and a manifest that fit.</summary>
    [Theory]
    [InlineData("epoch", "is of epoch e9, not of 2026-11-23")]
    [InlineData("key", "was not marked with the key of the commitment")]
    [InlineData("twice", "repeats an earlier line")]
    public void AReceiptThatDoesNotBelongToTheCommitment_IsAFault(string kind, string fault)
    {
        var lines = TransparencyFiles.Lines(_files[TransparencyFiles.Log])!.ToList();
        var marker = kind switch
        {
            "epoch" => new Marker(SomeMarks.Master(), EpochId.Parse("e9"), new MarkOptions { Rate = 1 }),
            "key" => SomeMarks.Marker(seed: 2, rate: 1),
            _ => SomeMarks.Marker(),
        };
        lines.Add(kind == "twice" ? lines[3] : ReceiptJson.Write(marker.Mark(SomeMarks.Prose, SomeMarks.Assignment(), "late").Receipt));
        var leaves = lines.ConvertAll(l => MerkleTree.Leaf(l));
        var heads = TransparencyFiles.Lines(_files[TransparencyFiles.Heads])!;
        var last = CanonicalJson.Read<Stamped<LogHead>>(heads[^1])!.Content;
        var head = LogHead.Of(CollectionsMarshal.AsSpan(leaves), last);
        _files[TransparencyFiles.Log] = SomeTransparencyLog.Joined(lines);
        _files[TransparencyFiles.Heads] = SomeTransparencyLog.Joined([.. heads, SomeTransparencyLog.Stamped(_authority, head)]);
        SomeTransparencyLog.Seal(_files);

        var found = TransparencyCheck.Of(_files, new KnownEvidence { Master = SomeMarks.Master(), Trusted = [_authority.Certificate] });

        Assert.Equal([$"log.jsonl, line 41, {fault}."], found.Faults);
    }

    [Fact]
    public void AProofWrittenOutTwice_IsAFault()
    {
        var lines = TransparencyFiles.Lines(_files[TransparencyFiles.Receipts])!;
        _files[TransparencyFiles.Receipts] = SomeTransparencyLog.Joined([.. lines, lines[1]]);
        SomeTransparencyLog.Seal(_files);

        Assert.Equal(["receipts.jsonl, line 4, repeats an earlier line."], TransparencyCheck.Of(_files).Faults);
    }

    /// <summary>A commitment of a build before names no signer. It is read, and the check says what that means.</summary>
    [Fact]
    public void AFolderOfABuildBefore_IsReadWithoutASignature()
    {
        var old = Commitment.To(SomeMarks.Master(), SomeTransparencyLog.Terms(null), new byte[32]);
        _files[TransparencyFiles.Commitment] = SomeTransparencyLog.Stamped(_authority, old);
        _files[TransparencyFiles.Manifest] = CanonicalJson.Write(Manifest.Of(_files));

        var check = TransparencyCheck.Of(_files, new KnownEvidence { Master = SomeMarks.Master(), Commitment = old.Hash });

        Assert.Empty(check.Faults);
        Assert.Contains(check.Findings, f => f.StartsWith("The manifest is not signed", StringComparison.Ordinal));
        Assert.DoesNotContain("signer", Encoding.UTF8.GetString(_files[TransparencyFiles.Commitment]), StringComparison.Ordinal);
    }

    public void Dispose() => _authority.Dispose();

    // What is published of the folder as it is.
    private KnownEvidence Published()
    {
        var head = CanonicalJson.Read<Stamped<LogHead>>(TransparencyFiles.Lines(_files[TransparencyFiles.Heads])![^1])!.Content;
        return new KnownEvidence
        {
            Commitment = CanonicalJson.Read<Stamped<Commitment>>(_files[TransparencyFiles.Commitment])!.Content.Fingerprint,
            Heads = [new KnownHead(head.Root, head.Size)],
        };
    }

    private static void RollBack(SortedDictionary<string, byte[]> files)
    {
        files[TransparencyFiles.Heads] = SomeTransparencyLog.Joined([TransparencyFiles.Lines(files[TransparencyFiles.Heads])![0]]);
        files[TransparencyFiles.Log] = SomeTransparencyLog.Joined(TransparencyFiles.Lines(files[TransparencyFiles.Log])!.Take(13));
        files.Remove(TransparencyFiles.Receipts);
    }

    private static void CutStamps(SortedDictionary<string, byte[]> files)
    {
        files[TransparencyFiles.Commitment] = Cut<Commitment>(files[TransparencyFiles.Commitment]);
        foreach (var name in new[] { TransparencyFiles.Heads, TransparencyFiles.Samples })
        {
            files[name] = SomeTransparencyLog.Joined(
                TransparencyFiles.Lines(files[name])!.Select(l => name == TransparencyFiles.Heads ? Cut<LogHead>(l) : Cut<FrozenSamples>(l))
            );
        }

        static byte[] Cut<T>(byte[] stamped)
            where T : class => CanonicalJson.Write(CanonicalJson.Read<Stamped<T>>(stamped)! with { Token = null });
    }
}

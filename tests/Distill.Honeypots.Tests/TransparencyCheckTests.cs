using System.Text;
using Distill.Honeypots.Transparency;

namespace Distill.Honeypots.Tests;

public sealed class TransparencyCheckTests(TransparencyCheckTests.Written written) : IClassFixture<TransparencyCheckTests.Written>
{
    private const int Mutations = 600;

    private readonly LocalAuthority _authority = written.Authority;

    // All tests have one folder, so each changes a copy.
    private readonly SortedDictionary<string, byte[]> _files = written.Files;

    [Fact]
    public void FolderAsItWasWritten_IsWhole()
    {
        var check = TransparencyCheck.Of(_files, new KnownEvidence { Trusted = [_authority.Certificate], Master = SomeMarks.Master() });
        Assert.Empty(check.Faults);
        Assert.Contains("The commitment is to this master key and these terms.", check.Findings);
        Assert.Equal(
            4,
            check.Findings.Count(f => f.Contains("was stamped at 2026-11-24 12:00:00Z by CN=Test Time Stamp Authority", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void AnyByteChanged_IsFound()
    {
        var random = new Random(7);
        var names = _files.Keys.ToArray();
        for (var i = 0; i < Mutations; i++)
        {
            var name = names[i % names.Length];
            var files = Copy();
            Mutate(files, name, random, files[name].Length);
            AssertFound(files, name, i);
        }
    }

    [Theory]
    [InlineData(TransparencyFiles.Log)]
    [InlineData(TransparencyFiles.Receipts)]
    [InlineData(TransparencyFiles.Commitment)]
    [InlineData(SomeTransparencyLog.SampleFile)]
    public void AByteChangedUnderANewManifest_IsFound(string name)
    {
        var random = new Random(11);
        for (var i = 0; i < 150; i++)
        {
            var files = Copy();

            // Some bytes of a token mean nothing and may change. Every byte of what is stamped counts.
            var end =
                name == TransparencyFiles.Commitment
                    ? Encoding.UTF8.GetString(files[name]).IndexOf(",\"token\"", StringComparison.Ordinal)
                    : files[name].Length;
            Mutate(files, name, random, end);
            SomeTransparencyLog.Seal(files);
            AssertFound(files, name, i);
        }
    }

    [Fact]
    public void ALogCutReorderedOrRewritten_IsFoundUnderANewManifest()
    {
        var lines = Encoding.UTF8.GetString(_files[TransparencyFiles.Log]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[][] logs =
        [
            lines[..^1],
            lines[1..],
            [.. lines[..5], lines[6], lines[5], .. lines[7..]],
            [.. lines[..5], .. lines[6..], lines[5]],
            [lines[0], .. lines[..^1]],
            [],
        ];
        Assert.All(
            logs,
            log =>
            {
                var files = Copy();
                files[TransparencyFiles.Log] = Encoding.UTF8.GetBytes(string.Concat(log.Select(l => l + "\n")));
                SomeTransparencyLog.Seal(files);
                Assert.NotEmpty(TransparencyCheck.Of(files, new KnownEvidence { Trusted = [_authority.Certificate] }).Faults);
            }
        );
    }

    [Fact]
    public void StampsOfAnotherAuthority_CountOnlyWhereNoneIsNamed()
    {
        using var other = new LocalAuthority();
        Assert.Equal(4, TransparencyCheck.Of(_files, new KnownEvidence { Trusted = [other.Certificate] }).Faults.Count);
        Assert.Empty(TransparencyCheck.Of(_files).Faults);
    }

    [Fact]
    public void ACommitment_IsToItsMasterOnly() =>
        Assert.Contains(
            "The commitment is to another master key, or to other terms.",
            TransparencyCheck.Of(_files, new KnownEvidence { Master = SomeMarks.Master(2) }).Faults
        );

    private static void Mutate(SortedDictionary<string, byte[]> files, string name, Random random, int end)
    {
        var at = random.Next(end);
        files[name][at] ^= (byte)(1 << random.Next(8));
    }

    private SortedDictionary<string, byte[]> Copy() => new(_files.ToDictionary(f => f.Key, f => f.Value.ToArray()), StringComparer.Ordinal);

    private void AssertFound(SortedDictionary<string, byte[]> files, string name, int mutation) =>
        Assert.True(
            TransparencyCheck.Of(files, new KnownEvidence { Trusted = [_authority.Certificate] }).Faults.Count > 0,
            $"Mutation {mutation} of {name} was not found."
        );

    /// <summary>A folder as it was written, and the authority of its time stamps.</summary>
    public sealed class Written : IDisposable
    {
        public Written() => Files = SomeTransparencyLog.Files(Authority);

        internal LocalAuthority Authority { get; } = new();

        internal SortedDictionary<string, byte[]> Files { get; }

        public void Dispose() => Authority.Dispose();
    }
}

using System.Buffers.Binary;
using Distill.Cli.Dossier;

namespace Distill.Cli.Tests.Dossier;

/// <summary>Whoever packs the files of a dossier anew, so that programs show other files, or so that it carries more, is found.</summary>
public sealed class RepackedDossierTests : IDisposable
{
    private const int FileBytes = 30;
    private const int DirectoryBytes = 46;

    private readonly SomeDossier _dossier = new();

    public void Dispose() => _dossier.Dispose();

    [Fact]
    public async Task UntouchedZip_HasNoFault() => Assert.Empty(Faults(await ZipAsync()));

    [Fact]
    public async Task ZipWrittenToAPipe_HasNoFault()
    {
        using var zip = new MemoryStream();
        await using (var pipe = new ForwardOnly(zip))
        {
            DossierWriter.Zip(pipe, await _dossier.EntriesAsync());
        }

        Assert.Empty(Faults(zip.ToArray()));
    }

    /// <summary>An honest recipient packs the files again with times of his system in extra fields.</summary>
    [Fact]
    public async Task ExtraTimes_AreNoFault()
    {
        var zip = await ZipAsync();

        Assert.Empty(Faults(WithExtra(zip, DirectoryOf(zip), [0x55, 0x54, 5, 0, 1, 0, 0, 0, 0])));
    }

    [Fact]
    public async Task EncryptedBit_IsAFault()
    {
        var zip = await ZipAsync();
        zip[6] |= 1;
        zip[DirectoryOf(zip) + 8] |= 1;

        Names(zip, "accounts.csv is said to be encrypted.");
    }

    [Fact]
    public async Task OtherNameInTheFile_IsAFault()
    {
        var zip = await ZipAsync();
        zip[FileBytes] = (byte)'A';

        Names(zip, "accounts.csv has another name");
    }

    [Fact]
    public async Task OtherMethodInTheFile_IsAFault()
    {
        var zip = await ZipAsync();
        zip[8] = 0;

        Names(zip, "accounts.csv has another name, or is packed in another way");
    }

    [Fact]
    public async Task SecondNameInAnExtraField_IsAFault()
    {
        var zip = await ZipAsync();
        byte[] path = [0x75, 0x70, 10, 0, 1, 0, 0, 0, 0, (byte)'o', (byte)'t', (byte)'h', (byte)'e', (byte)'r'];

        Names(WithExtra(zip, DirectoryOf(zip), path), "accounts.csv has another name");
    }

    [Theory]
    [InlineData(0xa1ff)]
    [InlineData(0x41ed)]
    [InlineData(0x1180)]
    public async Task LinkFolderOrPipe_IsAFault(int mode)
    {
        var zip = await ZipAsync();
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(DirectoryOf(zip) + 38), (uint)mode << 16);

        Names(zip, "accounts.csv is no plain file");
    }

    [Fact]
    public async Task BytesBehindTheEnd_AreAFault() => Names([.. await ZipAsync(), 1, 2, 3], "bytes behind its end");

    [Fact]
    public async Task Comment_IsAFault()
    {
        var zip = await ZipAsync();
        BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(zip.Length - 2), 5);

        Names([.. zip, .. "hello"u8], "has a comment");
    }

    /// <summary>A program in front makes a zip that unpacks itself.</summary>
    [Fact]
    public async Task BytesBeforeTheFiles_AreAFault()
    {
        var zip = await ZipAsync();
        byte[] program = [.. "#!/bin/sh\nexit\n"u8];
        var moved = Moved(zip, program.Length);

        Names([.. program, .. moved], "accounts.csv does not begin where the file before it ends.");
    }

    [Fact]
    public async Task BytesBetweenTheFilesAndTheDirectory_AreAFault()
    {
        var zip = await ZipAsync();
        var directory = DirectoryOf(zip);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(zip.Length - 6), (uint)(directory + 6));

        Names([.. zip[..directory], .. "hidden"u8, .. zip[directory..]], "bytes between its files");
    }

    /// <summary>A file that the directory does not name: some programs read from the front.</summary>
    [Fact]
    public async Task FileThatTheDirectoryDoesNotName_IsAFault()
    {
        var zip = await ZipAsync();
        var directory = DirectoryOf(zip);
        var second = (int)BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(directory + EntryLength(zip, directory) + 42));
        byte[] copy = zip[..second];

        Names([.. copy, .. Moved(zip, copy.Length)], "does not begin where the file before it ends.");
    }

    [Fact]
    public async Task EntryThatTheEndDoesNotCount_IsAFault()
    {
        var zip = await ZipAsync();
        zip[^14]--;
        zip[^12]--;

        Assert.NotEmpty(Faults(zip));
    }

    private async Task<byte[]> ZipAsync()
    {
        using var zip = new MemoryStream();
        DossierWriter.Zip(zip, await _dossier.EntriesAsync());
        return zip.ToArray();
    }

    private void Names(byte[] zip, string fault) => Assert.Contains(Faults(zip), f => f.Contains(fault, StringComparison.Ordinal));

    private IReadOnlyList<string> Faults(byte[] zip)
    {
        using var stream = new MemoryStream(zip);
        return DossierCheck.Of(DossierArchive.Read(stream), _dossier.Authorities, [_dossier.Signer]).Faults;
    }

    private static int DirectoryOf(byte[] zip) => (int)BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(zip.Length - 6));

    private static int EntryLength(byte[] zip, int entry) =>
        DirectoryBytes
        + BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(entry + 28))
        + BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(entry + 30));

    // The zip behind bytes of that length: its directory names places from the new beginning.
    private static byte[] Moved(byte[] zip, int by)
    {
        byte[] moved = [.. zip];
        var directory = DirectoryOf(zip);
        for (var entry = directory; entry < zip.Length - 22; entry += EntryLength(zip, entry))
        {
            var offset = BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(entry + 42));
            BinaryPrimitives.WriteUInt32LittleEndian(moved.AsSpan(entry + 42), (uint)(offset + by));
        }

        BinaryPrimitives.WriteUInt32LittleEndian(moved.AsSpan(moved.Length - 6), (uint)(directory + by));
        return moved;
    }

    // Gives the first entry of the directory an extra field.
    private static byte[] WithExtra(byte[] zip, int directory, byte[] extra)
    {
        byte[] longer = [.. zip];
        BinaryPrimitives.WriteUInt16LittleEndian(longer.AsSpan(directory + 30), (ushort)extra.Length);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(longer.AsSpan(longer.Length - 10));
        BinaryPrimitives.WriteUInt32LittleEndian(longer.AsSpan(longer.Length - 10), (uint)(size + extra.Length));
        var end = directory + DirectoryBytes + BinaryPrimitives.ReadUInt16LittleEndian(longer.AsSpan(directory + 28));
        return [.. longer[..end], .. extra, .. longer[end..]];
    }

    private sealed class ForwardOnly(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);
    }
}

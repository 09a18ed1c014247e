using Distill.Client.Verdicts;
using Distill.Contracts.Verdicts;
using Microsoft.Extensions.Time.Testing;

namespace Distill.Client.Tests.Verdicts;

public sealed class SnapshotFileTests : IDisposable
{
    private static readonly DateTimeOffset s_time = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("distill-client-").FullName;

    private string File => Path.Combine(_folder, "verdicts.bin");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task StartWithoutTheService_AnswersFromTheFile_AndSaysHowOldItIs_ThenGoesOnFromItsCursor()
    {
        var clock = new FakeTimeProvider(s_time);
        await using var service = await FakeService.StartAsync();
        service.Write(new("acct_1", "confirmed", 95, "block", "hydra-1"), new("acct_2", "suspect", 70, "verify", Expires: s_time.AddHours(1)));
        await using (await Caches.InStepAsync(service, new() { SnapshotPath = File }, clock)) { }

        await service.StopAsync();
        clock.Advance(TimeSpan.FromMinutes(30));
        await using var cache = Caches.Of(service, new() { SnapshotPath = File }, clock);

        Assert.Equal((VerdictAction.Block, "hydra-1", 95), (cache.Find("acct_1").Action, cache.Find("acct_1").Cluster, cache.Find("acct_1").Score));
        Assert.Equal((VerdictAction.Verify, s_time.AddHours(1)), (cache.Find("acct_2").Action, cache.Find("acct_2").Expires));
        Assert.Equal((true, TimeSpan.FromMinutes(30)), (cache.Find("acct_1").IsStale, cache.Staleness));

        service.Asked.Clear();
        service.Write(new FedVerdict("acct_3", "confirmed", 90, "block"));
        await service.RestartAsync();
        await Caches.UntilAsync(() => cache.Find("acct_3").IsListed, () => clock.Advance(TimeSpan.FromMilliseconds(50)));
        Assert.True(cache.Find("acct_1").IsListed);
        Assert.Equal(0, cache.Status.Snapshots);
        Assert.All(service.Asked, query => Assert.Contains("since=", query));
    }

    [Fact]
    public async Task File_IsWrittenWhileFollowing_NotOnlyAtTheEnd()
    {
        var clock = new FakeTimeProvider(s_time);
        await using var service = await FakeService.StartAsync();
        await using var cache = await Caches.InStepAsync(service, new() { SnapshotPath = File, SnapshotEvery = TimeSpan.FromSeconds(1) }, clock);
        await Caches.UntilAsync(() => System.IO.File.Exists(File));

        // Each change ends a wait for changes: the file is written in one of the rounds after its second.
        await Caches.UntilAsync(
            () => SnapshotFile.Read(File)?.Table.Count == 1,
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(300));
                service.Write(new FedVerdict("acct_1", "confirmed", 90, "block"));
            }
        );

        // While it follows, a draft may stand beside the file: the next one is just being written.
        await cache.DisposeAsync();
        Assert.Equal(["verdicts.bin"], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void File_HoldsNoAccount_AndIsItsOwnersAlone()
    {
        var table = new VerdictIndex(HashKey.Random());
        table.Set(table.Hash("acct_secret_customer"), new(VerdictLevel.Confirmed, VerdictAction.Block, false, 95, 3));

        SnapshotFile.Write(File, table, "cursor", s_time);

        Assert.DoesNotContain("acct_secret", System.Text.Encoding.Latin1.GetString(System.IO.File.ReadAllBytes(File)));
        Assert.DoesNotContain("acct_secret", System.Text.Encoding.Unicode.GetString(System.IO.File.ReadAllBytes(File)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }

        Assert.Equal(
            ("cursor", s_time, 1),
            (SnapshotFile.Read(File)!.Value.Cursor, SnapshotFile.Read(File)!.Value.InStep, SnapshotFile.Read(File)!.Value.Table.Count)
        );
    }

    [Fact]
    public void FileCutShortOrAltered_IsNoSnapshot_WhereverItIs()
    {
        var table = new VerdictIndex(HashKey.Random());
        for (var i = 0; i < 20; i++)
        {
            table.Set(
                table.Hash($"acct_{i}"),
                new(VerdictLevel.Confirmed, VerdictAction.Block, false, 95, 0) { Cluster = table.Clusters.NumberOf($"hydra-{i % 3}") }
            );
        }

        SnapshotFile.Write(File, table, "cursor", s_time);
        var whole = System.IO.File.ReadAllBytes(File);
        for (var at = 0; at < whole.Length; at++)
        {
            System.IO.File.WriteAllBytes(File, whole[..at]);
            Assert.Throws<InvalidDataException>(() => SnapshotFile.Read(File));
            byte[] altered = [.. whole];
            altered[at] ^= 0x41;
            System.IO.File.WriteAllBytes(File, altered);
            Assert.Throws<InvalidDataException>(() => SnapshotFile.Read(File));
        }
    }

    [Fact]
    public async Task UnreadableFile_IsStartedWithout()
    {
        await System.IO.File.WriteAllTextAsync(File, "not a snapshot");
        await using var service = await FakeService.StartAsync();
        service.Write(new FedVerdict("acct_1", "confirmed", 90, "block"));

        await using var cache = await Caches.InStepAsync(service, new() { SnapshotPath = File });

        Assert.True(cache.Find("acct_1").IsListed);
    }

    [Fact]
    public async Task FolderThatIsNotThere_StopsNoVerdict()
    {
        await using var service = await FakeService.StartAsync();
        service.Write(new FedVerdict("acct_1", "confirmed", 90, "block"));

        await using var cache = await Caches.InStepAsync(service, new() { SnapshotPath = Path.Combine(_folder, "nowhere", "verdicts.bin") });

        Assert.True(cache.Find("acct_1").IsListed);
    }
}

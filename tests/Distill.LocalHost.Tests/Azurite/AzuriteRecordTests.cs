using System.Diagnostics;
using Distill.LocalHost.Azurite;
using Distill.LocalHost.Machine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Distill.LocalHost.Tests.Azurite;

public sealed class AzuriteRecordTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly DataFolder _folder;

    public AzuriteRecordTests() => _folder = DataFolder.Hold(_temporary.Path);

    public void Dispose()
    {
        _folder.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task Leftover_OfOurs_IsEnded()
    {
        var leash = _folder.File("leash.cjs");
        await File.WriteAllTextAsync(leash, "setInterval(() => {}, 1000);");
        using var node = Process.Start("node", [leash]);
        try
        {
            await WithCommandLineAsync(node, leash);
            AzuriteRecord.Of(node).Write(_folder);
            // Unlike the real one it doesn't end by itself.
            await EndAsync(leash, TestContext.Current.CancellationToken);
            await node.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.False(File.Exists(_folder.File("azurite.json")));
        }
        finally
        {
            node.Kill();
        }
    }

    [Fact]
    public async Task ProcessWithTheSameIdThatIsNotOurs_IsLeftAlone()
    {
        using var self = Process.GetCurrentProcess();
        AzuriteRecord.Of(self).Write(_folder);
        await EndAsync(_folder.File("leash.cjs"), TestContext.Current.CancellationToken);
        Assert.False(File.Exists(_folder.File("azurite.json")));

        new AzuriteRecord(Environment.ProcessId, DateTimeOffset.UtcNow.AddDays(-1)).Write(_folder);
        await EndAsync(Environment.GetCommandLineArgs()[0], TestContext.Current.CancellationToken);
        Assert.False(File.Exists(_folder.File("azurite.json")));
    }

    [Fact]
    public async Task UnreadableRecord_IsIgnored()
    {
        await File.WriteAllTextAsync(_folder.File("azurite.json"), "{");
        await EndAsync(_folder.File("leash.cjs"), TestContext.Current.CancellationToken);
    }

    private Task EndAsync(string leash, CancellationToken cancellationToken) =>
        AzuriteRecord.EndLeftoverAsync(_folder, leash, TimeSpan.FromMilliseconds(100), NullLogger.Instance, cancellationToken);

    // Between fork and exec a new process still shows its parent's command line.
    private static async Task WithCommandLineAsync(Process process, string expected)
    {
        while (
            OperatingSystem.IsLinux() && !(await File.ReadAllTextAsync($"/proc/{process.Id}/cmdline")).Contains(expected, StringComparison.Ordinal)
        )
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}

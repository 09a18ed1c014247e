using System.Text;
using Distill.Cli.LogAudit;
using Distill.Cli.Terminal;
using Distill.Core.Events;
using Distill.Core.Signals;

namespace Distill.Cli.Tests.LogAudit;

public sealed class ListFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_AreOfTheKindThatTheirNamesSay()
    {
        _folder.Write("hosting_asn.csv", ["ASN,Entity", "64500,\"A HOST\""]);
        _folder.Write("vpn_ipv4.txt", ["203.0.113.0/24"]);
        _folder.Write("disposable_email_domains.txt", ["bin.example"]);
        _folder.Write("README.md", ["What these are."]);

        var read = ListFolder.Read(_folder["."]);

        Assert.Equal(["disposable_email_domains.txt", "hosting_asn.csv", "vpn_ipv4.txt"], read.Files);
        Assert.Empty(read.Bad);
        Assert.True(NetworkPrefix.TryParse(Encoding.UTF8.GetBytes("203.0.113.7"), out var network));
        Assert.True(read.Lists.Contains(ListKind.DataCentre, default, 64500));
        Assert.True(read.Lists.Contains(ListKind.Vpn, network, 0));
        Assert.False(read.Lists.Contains(ListKind.DataCentre, network, 0));
        Assert.True(read.Lists.IsDisposable("bin.example"));
    }

    [Fact]
    public async Task BadLines_AreSaidAndTheAuditGoesOn()
    {
        Directory.CreateDirectory(_folder["lists"]);
        _folder.Write("lists/hosts.txt", ["198.51.100.0/24", "nowhere", "203.0.113.0/99"]);

        var (code, output, error) = await Cli.RunAsync(
            "audit",
            _folder.Write("log.jsonl", Some.Traffic(accounts: 40)),
            "--out",
            _folder["out"],
            "--lists",
            _folder["lists"]
        );

        Assert.Equal((ExitCode.Done, "distill: hosts.txt: 2 lines can't be read and are left out (lines 2, 3)."), (code, error.Trim()));
        Assert.Contains("40 accounts", output, StringComparison.Ordinal);
        Assert.Contains("hosts.txt", await File.ReadAllTextAsync(_folder["out/report.html"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("empty")]
    public async Task FolderWithoutLists_FailsInOneLine(string folder)
    {
        Directory.CreateDirectory(_folder["empty"]);

        var (code, _, error) = await Cli.RunAsync(
            "audit",
            _folder.Write("log.jsonl", Some.Traffic(accounts: 40)),
            "--out",
            _folder["out"],
            "--lists",
            _folder[folder]
        );

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains(folder, Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }
}

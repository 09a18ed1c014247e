using System.Diagnostics;
using System.Text;
using Distill.Cli.Terminal;

namespace Distill.Cli.Tests.LogAudit;

/// <summary>Files, folders, patterns and pipes; and what is none of these.</summary>
public sealed class LogSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("logs")]
    [InlineData("logs/**/*.jsonl")]
    [InlineData("logs/*/*.jsonl")]
    [InlineData("logs/x/a.jsonl", "logs", "logs/x/../y/b.jsonl")]
    public async Task FoldersAndPatterns_NameEachFileOnce(params string[] names)
    {
        var lines = Some.Traffic().ToArray();
        Directory.CreateDirectory(_folder["logs/x"]);
        Directory.CreateDirectory(_folder["logs/y/.git"]);
        _folder.Write("logs/x/a.jsonl", lines.Take(200));
        _folder.Write("logs/y/b.jsonl", lines.Skip(200));
        _folder.Write("logs/y/.hidden", ["\u0001\u0002"]);
        _folder.Write("logs/y/.git/HEAD", ["\u0001\u0002"]);

        var (code, output, error) = await AuditAsync([.. names.Select(n => _folder[n])]);

        Assert.Equal((ExitCode.Done, ""), (code, error));
        Assert.Contains("400 calls and 40 facts", output, StringComparison.Ordinal);
        Assert.DoesNotContain("in the logs before", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pipe_IsReadLikeAFile()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using (var made = Process.Start("mkfifo", _folder["pipe"]))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var plain = _folder.Write("log.jsonl.gz", Some.Traffic());
        var writing = Task.Run(() => File.WriteAllBytes(_folder["pipe"], File.ReadAllBytes(plain)), TestContext.Current.CancellationToken);
        var (code, output, error) = await AuditAsync(_folder["pipe"]);
        await writing;

        Assert.Equal((ExitCode.Done, ""), (code, error));
        Assert.Contains("400 calls and 40 facts", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.jsonl", "There is no file")]
    [InlineData("none/*.jsonl", "No file matches")]
    [InlineData("*.parquet", "No file matches")]
    [InlineData("hollow", "no file in the folder")]
    [InlineData("broken", "It is a link to")]
    [InlineData("zip", "Unpack it")]
    [InlineData("binary", "It is binary")]
    [InlineData("text", "no JSON")]
    [InlineData("otherJson", "--map")]
    [InlineData("otherTable", "--map")]
    [InlineData("cutZstd", "cut short")]
    [InlineData("cutParquet", "Parquet")]
    public async Task WhatIsNoLog_FailsInOneLineThatSaysWhatToDo(string name, string advice)
    {
        Directory.CreateDirectory(_folder["hollow"]);
        Directory.CreateDirectory(_folder["none"]);
        File.CreateSymbolicLink(_folder["broken"], _folder["gone.jsonl"]);
        WriteOthers();

        var (code, output, error) = await AuditAsync(_folder[name]);

        Assert.Equal((ExitCode.Failed, ""), (code, output));
        var line = Assert.Single(error.Trim().Split('\n'));
        Assert.Contains(advice, line, StringComparison.Ordinal);
        Assert.Contains(name, line, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder["out"], "report.html"));
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("binary")]
    [InlineData("otherJson")]
    public async Task OneUnreadableFileAmongOthers_IsNamedAndTheOthersAreRead(string name)
    {
        WriteOthers();
        var log = _folder.Write("log.jsonl", Some.Traffic());

        var (code, output, _) = await AuditAsync(log, _folder[name]);

        Assert.Equal(ExitCode.NoAnswer, code);
        Assert.Contains("400 calls", output, StringComparison.Ordinal);
        Assert.Contains($"{_folder[name]} was not read.", output, StringComparison.Ordinal);
        Assert.Contains(name, await File.ReadAllTextAsync(_folder["out/report.html"]), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await AuditAsync(log, _folder[name], "--max-unread", "100")).Code);
    }

    private void WriteOthers()
    {
        Directory.CreateDirectory(_folder["out"]);
        File.WriteAllBytes(_folder["zip"], [(byte)'P', (byte)'K', 3, 4, .. new byte[4000]]);
        File.WriteAllBytes(_folder["binary"], [7, 1, 0, 255, .. Enumerable.Range(0, 4000).Select(i => (byte)(i * 7))]);
        File.WriteAllText(_folder["text"], "Dear reader\nthis is a letter\n");
        File.WriteAllText(
            _folder["otherJson"],
            string.Concat(Enumerable.Repeat("{\"when\":\"2026-04-20\",\"who\":\"ann\",\"what\":\"hello\"}\n", 100))
        );
        File.WriteAllText(_folder["otherTable"], "when,who,what\n2026-04-20,ann,hello\n");
        using var compressor = new ZstdSharp.Compressor();
        var packed = compressor.Wrap(Encoding.UTF8.GetBytes(string.Join('\n', Some.Traffic()))).ToArray();
        File.WriteAllBytes(_folder["cutZstd"], packed[..^9]);
        File.WriteAllBytes(_folder["cutParquet"], [.. "PAR1"u8, .. new byte[400]]);
    }

    private Task<(int Code, string Output, string Error)> AuditAsync(params string[] args) =>
        Cli.RunAsync(["audit", "--every", "24", "--out", _folder["out"], .. args]);
}

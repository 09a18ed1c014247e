using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Distill.Honeypots.Tests;

namespace Distill.Cli.Tests.Honeypot.Transparency;

/// <summary>The transparency log by the command line: stamped, published, compared, and never left broken.</summary>
public sealed class CommitCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public CommitCommandTests() => _folder.WriteKey("key");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task StampedByALocalAuthority_AndComparedWithWhatWasPublished()
    {
        using var authority = new LocalAuthority();
        using var server = new AuthorityServer(authority);
        await File.WriteAllTextAsync(_folder["tsa.pem"], authority.Certificate.ExportCertificatePem());
        var log = await MarkAsync("e1", 12);

        var (code, output, _) = await CommitAsync("--tsa", server.Url, "--log", log);
        Assert.Equal(0, code);
        var published = output.Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var (commitment, root) = (published[0][1].TrimEnd(','), published[1][1]);

        (code, output, _) = await VerifyAsync("--trust", _folder["tsa.pem"], "--commitment", commitment, "--head", root, "--size", "12");
        Assert.Equal(0, code);
        Assert.Contains("Head 1 was stamped at 2026-11-24 12:00:00Z by CN=Test Time Stamp Authority.", output, StringComparison.Ordinal);
        Assert.Contains("The commitment is the published one.", output, StringComparison.Ordinal);
        Assert.Contains($"The published head {root} is in the log.", output, StringComparison.Ordinal);
        Assert.Equal(1, (await VerifyAsync("--commitment", new string('0', 64))).Code);
        Assert.Equal(1, (await VerifyAsync("--head", new string('0', 64))).Code);
        Assert.Equal(2, (await VerifyAsync("--head", "short")).Code);
        Assert.Equal(2, (await VerifyAsync("--size", "3")).Code);
    }

    [Theory]
    [InlineData("--tau", "0.2")]
    [InlineData("--alpha", "1e-3")]
    [InlineData("--stopping", "when we like it")]
    public async Task OtherTermsThanCommitted_AreRefusedAndNamed(string option, string value)
    {
        Assert.Equal(0, (await CommitAsync("--tau", "0.3", "--alpha", "1e-8", "--stopping", "at once")).Code);

        // What is not given is as it was committed.
        Assert.Equal(0, (await CommitAsync("--tau", "0.3")).Code);
        var (code, _, error) = await CommitAsync(option, value);
        Assert.Equal(2, code);
        Assert.Contains($"{option} is '", error, StringComparison.Ordinal);
        Assert.Equal(0, (await VerifyAsync()).Code);
    }

    /// <summary>Nothing is written before everything is known to fit. A folder that was sound stays sound.</summary>
    [Fact]
    public async Task ACommitThatFails_LeavesASoundFolder()
    {
        var log = await MarkAsync("e1", 3);
        Assert.Equal(0, (await CommitAsync("--log", log)).Code);
        var before = Files();
        _folder.Write("suspect.jsonl", ["{}"]);
        _folder.Write("heads.jsonl", ["{}"]);
        Directory.CreateDirectory(_folder["twice"]);
        _folder.Write("twice/suspect.jsonl", ["{}"]);
        var other = await MarkAsync("e2", 2);
        _folder.Write("continued.jsonl", [.. await File.ReadAllLinesAsync(log), .. await File.ReadAllLinesAsync(other)]);
        _folder.Write("repeated.jsonl", [.. await File.ReadAllLinesAsync(log), (await File.ReadAllLinesAsync(log))[0]]);
        foreach (
            var (options, word) in new (string[], string)[]
            {
                (["--prove", "r99"], "no request r99"),
                (["--samples", _folder["heads.jsonl"]], "can't be called heads.jsonl"),
                (["--samples", _folder["suspect.jsonl"], _folder["twice/suspect.jsonl"]], "already has a file suspect.jsonl"),
                (["--log", _folder["continued.jsonl"]], "Line 4 of the log is of epoch e2, not of e1"),
                (["--log", _folder["repeated.jsonl"]], "Line 4 of the log repeats an earlier line"),
                (["--log", other], "does not continue"),
            }
        )
        {
            var (code, _, error) = await CommitAsync(options);
            Assert.Equal(2, code);
            Assert.Contains(word, error, StringComparison.Ordinal);
            Assert.Equal(before, Files());
        }

        // An authority that is away: what was written before stands, sealed.
        Assert.Equal(1, (await CommitAsync("--samples", _folder["suspect.jsonl"], "--tsa", $"http://127.0.0.1:{FreePort()}/")).Code);
        Assert.Equal(0, (await VerifyAsync()).Code);
        Assert.Equal(0, (await CommitAsync("--samples", _folder["suspect.jsonl"])).Code);
        Assert.Equal(0, (await VerifyAsync()).Code);
    }

    [Fact]
    public async Task ALink_IsNoFileOfTheFolder()
    {
        var log = await MarkAsync("e1", 3);
        await CommitAsync("--log", log);
        File.Delete(_folder["evidence/log.jsonl"]);
        File.CreateSymbolicLink(_folder["evidence/log.jsonl"], log);

        var (code, _, error) = await VerifyAsync();

        Assert.Equal(2, code);
        Assert.Contains("is a link", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALogOfAnotherKey_IsRefused()
    {
        var log = await MarkAsync("e1", 3);
        await File.WriteAllTextAsync(_folder["key"], new string('b', 64));

        var (code, _, error) = await CommitAsync("--log", log);

        Assert.Equal(2, code);
        Assert.Contains("was not marked with the key", error, StringComparison.Ordinal);
    }

    private Dictionary<string, string> Files() => Directory.GetFiles(_folder["evidence"]).ToDictionary(f => f, File.ReadAllText);

    private async Task<string> MarkAsync(string epoch, int rows)
    {
        const string text = "It is useful to organize the work. For example, a teacher can use a wide range of games, such as puzzles or quizzes.";
        var log = _folder[$"{epoch}.log"];
        _folder.Write(
            "in.jsonl",
            Enumerable
                .Range(0, rows)
                .Select(i =>
                    JsonSerializer.Serialize(
                        new
                        {
                            text,
                            account = $"a{i}",
                            cluster = "c",
                            request = $"r{i}",
                        }
                    )
                )
        );
        string[] options = ["--key", _folder["key"], "--epoch", epoch, "--rate", "1", "--log", log];
        Assert.Equal(0, (await Cli.RunAsync(["honeypot", "mark-file", .. options, _folder["in.jsonl"], _folder["out.jsonl"]])).Code);
        return log;
    }

    private Task<(int Code, string Output, string Error)> CommitAsync(params string[] more) =>
        Cli.RunAsync(["honeypot", "commit", "--key", _folder["key"], "--out", _folder["evidence"], "--epoch", "e1", .. more]);

    private Task<(int Code, string Output, string Error)> VerifyAsync(params string[] more) =>
        Cli.RunAsync(["honeypot", "verify", _folder["evidence"], "--key", _folder["key"], .. more]);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A time stamp authority on loopback.</summary>
    private sealed class AuthorityServer : IDisposable
    {
        private readonly HttpListener _http = new();

        public AuthorityServer(LocalAuthority authority)
        {
            Url = $"http://127.0.0.1:{FreePort()}/";
            _http.Prefixes.Add(Url);
            _http.Start();
            _ = ServeAsync(authority);
        }

        public string Url { get; }

        public void Dispose() => _http.Close();

        private async Task ServeAsync(LocalAuthority authority)
        {
            while (_http.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await _http.GetContextAsync();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    // The test is over.
                    return;
                }

                using var query = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(query);
                context.Response.ContentType = "application/timestamp-reply";
                await context.Response.OutputStream.WriteAsync(authority.Answer(query.ToArray()));
                context.Response.Close();
            }
        }
    }
}

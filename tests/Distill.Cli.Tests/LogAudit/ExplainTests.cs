using Distill.Cli.Terminal;

namespace Distill.Cli.Tests.LogAudit;

public sealed class ExplainTests : IDisposable
{
    private const string Row =
        """{"id":"r1","call_type":"acompletion","startTime":1776826800.5,"model":"m1","requester_ip_address":"203.0.113.7","messages":"a secret"}""";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Explanation_ShowsFormatFieldsAndWhatCouldNotBeTestedAndNoPrompt()
    {
        var log = _folder.Write("log", [Row.Replace("\"id\"", "\"end_user\":\"ann\",\"id\"", StringComparison.Ordinal), Row]);
        var (code, output, error) = await Cli.RunAsync("audit", "--explain", log);

        Assert.Equal((ExitCode.Done, ""), (code, error));
        Assert.Contains("Format     LiteLLM", output, StringComparison.Ordinal);
        Assert.Contains("1 calls and 0 facts of 1 accounts; 1 rejected", output, StringComparison.Ordinal);
        Assert.Contains("--account-from", output, StringComparison.Ordinal);
        Assert.Contains("\"account\":\"ann\"", output, StringComparison.Ordinal);
        Assert.Contains("ip 100 %", output, StringComparison.Ordinal);
        Assert.Contains("shared payment card", output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--format", "litelm")]
    [InlineData("--since", "yesterday")]
    [InlineData("--map", "m.json", "--format", "otlp")]
    public async Task WrongOptions_FailInOneLine(params string[] options)
    {
        var (code, _, error) = await Cli.RunAsync(["audit", "--explain", _folder.Write("log", [Row]), .. options]);
        Assert.Equal(ExitCode.Usage, code);
        Assert.StartsWith("distill: ", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }
}

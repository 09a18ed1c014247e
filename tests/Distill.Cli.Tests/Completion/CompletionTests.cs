using Distill.Cli.Completion;

namespace Distill.Cli.Tests.Completion;

public sealed class CompletionTests
{
    public static TheoryData<string> Shells => [.. CompletionScript.Shells];

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Script_AsksTheCommandLineItself(string shell)
    {
        var (code, output, error) = await Cli.RunAsync("completion", shell);

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("distill", output, StringComparison.Ordinal);
        Assert.Contains("[suggest:", output, StringComparison.Ordinal);
        Assert.Contains(shell, output.Split('\n')[0], StringComparison.Ordinal);
    }

    /// <summary>What the scripts ask for.</summary>
    [Theory]
    [InlineData("distill au", "audit")]
    [InlineData("distill audit --ma", "--map")]
    [InlineData("distill audit --ma", "--max-unread")]
    [InlineData("distill completion ", "fish")]
    [InlineData("distill keys ", "recovery")]
    [InlineData("distill audit log --format ", "litellm")]
    public async Task Suggestions_AreWhatMayStandThere(string line, string suggestion)
    {
        var (code, output, _) = await Cli.RunAsync($"[suggest:{line.Length}]", line);

        Assert.Equal(0, code);
        Assert.Contains(suggestion, output.Split('\n', StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task UnknownShell_IsAnError() => Assert.Equal(2, (await Cli.RunAsync("completion", "csh")).Code);
}

namespace Distill.Cli.Tests;

/// <summary>Wrong command lines end in one line that says what to do.</summary>
public sealed class UsageErrorTests
{
    [Theory]
    [InlineData("audit log.jsonl --out ", "empty")]
    [InlineData("honeypot verify ", "empty")]
    [InlineData("honeypot commit --key k --epoch e --out o --tsa notaurl", "--tsa")]
    [InlineData("honeypot commit --key k --epoch e --out o --tsa ftp://a", "--tsa")]
    [InlineData("honeypot commit --key k --epoch e --out o --alpha NaN", "--alpha")]
    [InlineData("honeypot commit --key k --epoch e --out o --tau -1", "--tau")]
    [InlineData("honeypot mark --rte 1", "See 'distill honeypot mark --help'.")]
    [InlineData("audit --evry 1", "See 'distill audit --help'.")]
    public async Task WrongLine_IsRefusedInOneLine(string line, string says)
    {
        using var folder = new TempFolder();
        folder.WriteKey("k");

        var (code, _, error) = await Cli.RunAsync([.. line.Split(' ').Select(word => word is "k" or "o" ? folder[word] : word)]);

        Assert.Equal(2, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>What the system says of a file only tells what happened. The line also says what to do.</summary>
    [Theory]
    [InlineData("share import gone --share-key k", "Check the path.")]
    [InlineData("share keygen --out k", "Choose another name")]
    [InlineData("dossier verify gone", "Check the path.")]
    [InlineData("dossier verify gone/gone", "Check the path.")]
    [InlineData("audit gone --out o", "Check the path")]
    [InlineData("audit k --out k", "Choose another folder.")]
    [InlineData("share import k --share-key gone", "Check the path.")]
    public async Task FileThatCannotBeUsed_IsToldWithWhatToDo(string line, string says)
    {
        using var folder = new TempFolder();
        folder.WriteKey("k");

        var (code, _, error) = await Cli.RunAsync([
            .. line.Split(' ').Select(word => word is "k" or "o" or "gone" or "gone/gone" ? folder[word] : word),
        ]);

        Assert.Equal(1, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}

namespace Distill.EndToEnd.Tests;

public sealed class KillTests
{
    [Fact]
    public async Task KilledInMidStream_AndStartedAgain_TheWindowsAreThoseOfAnUndisturbedRun()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("events.jsonl", Lines.Calls(5000, 40));

        var killed = await KilledAsync(file);

        Assert.NotEmpty(killed);
        Assert.Equal(await UndisturbedAsync(file), killed);
    }

    private static async Task<string[]> UndisturbedAsync(string file)
    {
        using var folder = new TemporaryFolder();
        await using var app = await AppProcess.StartAsync(folder.Path);
        var sent = await JavaScriptClient.SendAsync(app, file);
        await app.UntilAsync(async () => await Stored.ProgressAsync(app) == sent);
        return await Stored.WindowsAsync(app);
    }

    private static async Task<string[]> KilledAsync(string file)
    {
        using var folder = new TemporaryFolder();
        int sent;
        await using (var first = await AppProcess.StartAsync(folder.Path))
        {
            sent = await JavaScriptClient.SendAsync(first, file);
            await first.UntilAsync(async () => await Stored.ProgressAsync(first) > 0);
            Assert.True(await Stored.ProgressAsync(first) < sent, "The app was done before it could be killed.");
            await first.KillAsync();
        }

        await using (var second = await AppProcess.StartAsync(folder.Path))
        {
            var before = await Stored.ProgressAsync(second);
            await second.UntilAsync(async () => await Stored.ProgressAsync(second) > before);
            await second.KillAsync();
        }

        await using var third = await AppProcess.StartAsync(folder.Path);
        await third.UntilAsync(async () => await Stored.ProgressAsync(third) == sent);
        return await Stored.WindowsAsync(third);
    }
}

namespace Distill.EndToEnd.Tests;

public sealed class KillTests
{
    // Three hundred batches: most are still to come when the test sees the first.
    private static readonly (string, string) s_smallBatches = ("AzureFunctionsJobHost__extensions__eventHubs__maxEventBatchSize", "5");

    [Fact]
    public async Task KilledInMidStream_AndStartedAgain_TheWindowsAreThoseOfAnUndisturbedRun()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("events.jsonl", Lines.Calls(1500, 40));

        var killed = await KilledAsync(file);

        Assert.NotEmpty(killed);
        Assert.Equal(await UndisturbedAsync(file), killed);
    }

    private static async Task<string[]> UndisturbedAsync(string file)
    {
        using var folder = new TemporaryFolder();
        await using var app = await RunningApp.StartAsync(folder.Path, s_smallBatches);
        var sent = await JavaScriptClient.SendAsync(app, file);
        await app.UntilAsync(async () => await Stored.ProgressAsync(app) == sent);
        return await Stored.WindowsAsync(app);
    }

    private static async Task<string[]> KilledAsync(string file)
    {
        using var folder = new TemporaryFolder();
        int sent;
        await using (var first = await RunningApp.StartAsync(folder.Path, s_smallBatches))
        {
            sent = await JavaScriptClient.SendAsync(first, file);
            await first.UntilAsync(async () => await Stored.ProgressAsync(first) > 0);
            await first.KillAsync();
        }

        await using (var second = await RunningApp.StartAsync(folder.Path, s_smallBatches))
        {
            var before = await Stored.ProgressAsync(second);
            await second.UntilAsync(async () => before == sent || await Stored.ProgressAsync(second) > before);
            await second.KillAsync();
        }

        await using var third = await RunningApp.StartAsync(folder.Path, s_smallBatches);
        await third.UntilAsync(async () => await Stored.ProgressAsync(third) == sent);
        return await Stored.WindowsAsync(third);
    }
}

namespace Distill.LocalHost.Tests;

/// <summary>One host with the sample app, for the tests of a class that do not disturb each other.</summary>
public sealed class SharedSampleHost : IAsyncLifetime
{
    private readonly SampleFolder _folder = new();

    internal SampleHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await new SampleHost(_folder).StartAsync();

    public async ValueTask DisposeAsync()
    {
        await (Host?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }
}

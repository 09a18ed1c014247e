namespace Distill.Functions.Tests.Console;

/// <summary>One store and one server for all tests of a class that change nothing.</summary>
public sealed class ReadOnlyConsole(AzuriteFixture azurite) : IAsyncLifetime
{
    private Instance? _instance;
    private ConsoleServer? _server;

    internal Instance Instance => _instance!;

    internal HttpClient Client => _server!.Client;

    public async ValueTask InitializeAsync()
    {
        _instance = await ConsoleCase.StartAsync(azurite);
        _server = await ConsoleServer.StartAsync(_instance);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (_instance is not null)
        {
            await _instance.DisposeAsync();
        }
    }
}

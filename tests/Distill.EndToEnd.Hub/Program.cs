using System.Globalization;
using Distill.LocalHost.EventHubs;
using Distill.LocalHost.EventHubs.Storage;
using Microsoft.Extensions.Logging.Abstractions;

// The Event Hubs endpoint in a process of its own, so that a test can kill it:  PORT FOLDER
// It prints its connection string once it listens, and ends when its standard input does.
var endpoint = EventHubsEndpoint.Start(
    new EventHubsEndpointOptions { Port = int.Parse(args[0], CultureInfo.InvariantCulture), DataPath = args[1] },
    NullLogger.Instance
);
await using (endpoint)
{
    Console.WriteLine(endpoint.ConnectionString);
    await Console.In.ReadToEndAsync();
}

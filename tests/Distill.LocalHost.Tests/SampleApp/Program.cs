using Distill.LocalHost.SampleApp;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
if (builder.Configuration["RefuseToStart"] is { Length: > 0 } reason)
{
    throw new InvalidOperationException(reason);
}
builder.ConfigureFunctionsWebApplication();
builder.Services.AddSingleton<Ledger>();
if (builder.Configuration["TakenPort"] is not null)
{
    var server = builder.Services.First(service => service.ImplementationType?.Name == "GenericWebHostService");
    builder.Services.Insert(builder.Services.IndexOf(server), ServiceDescriptor.Singleton<IHostedService, TakenPort>());
}
builder.Build().Run();

using Distill.Functions;
using Distill.Functions.Middleware;
using Distill.Functions.Settings;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<AnswerSender>();
builder.UseMiddleware<ApiGate>();
builder.Services.AddDistill(builder.Configuration);
var app = builder.Build();
try
{
    app.Services.CheckSettings();
}
catch (SettingsException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

await app.RunAsync();
return 0;

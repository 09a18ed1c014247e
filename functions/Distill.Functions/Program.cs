using Distill.Functions;
using Distill.Functions.Api;
using Distill.Functions.Auth;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<Answering>();
builder.UseMiddleware<ApiGate>();
builder.Services.AddDistill(builder.Configuration);
builder.Build().Run();

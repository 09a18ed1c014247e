using Distill.LocalRuntime.Tests.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Distill.LocalRuntime.Tests.Invocation;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task Middleware_StandsAroundInvocationsInTheOrderAdded()
    {
        var trace = new Trace();
        await using var app = await new TestApp(typeof(HourlyTimer)).Configure(builder =>
        {
            builder.Services.AddSingleton(new TimerProbe()).AddSingleton(trace);
            builder.UseMiddleware<Outer>();
            builder.Use(next => async context =>
            {
                trace.Add("inner of " + context.FunctionDefinition.EntryPoint);
                await next(context);
            });
        }).StartAsync();
        await app.EndOfAsync(await app.RunNowAsync("Hourly"));
        Assert.Equal(["before Hourly", $"inner of {typeof(HourlyTimer).FullName}.Run", "after"], trace);
    }

    public sealed class Trace : List<string>;

    public sealed class Outer(Trace trace) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            trace.Add($"before {context.FunctionDefinition.Name}");
            await next(context);
            trace.Add("after");
        }
    }
}

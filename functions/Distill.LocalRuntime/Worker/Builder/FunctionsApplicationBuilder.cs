using Distill.LocalRuntime.Hosting;
using Distill.LocalRuntime.Invocation;
using Distill.LocalRuntime.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Collects an app's services, settings and middleware.</summary>
public sealed class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly WebApplicationBuilder _web;
    private readonly StartupProblems _problems = new();
    private readonly IReadOnlyCollection<Type> _types;
    private readonly SettingsSources _sources;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];
    private bool _hasBuilt;

    internal FunctionsApplicationBuilder(string[]? args, IReadOnlyCollection<Type> types)
    {
        _types = types;
        _web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            // As Core Tools start an app.
            EnvironmentName = System.Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT")
                ?? System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Development,
        });
        _sources = SettingsSources.Add(_web.Configuration, args ?? [], _problems);
        RuntimeSettings = RuntimeSettings.Read(_web.Configuration, _problems);
        HostJson = HostJson.Read(_sources.HostJsonPath, _web.Configuration, _problems);
        _web.WebHost.UseKestrelCore();
        _web.Services.AddRouting();
        _web.Services.Configure<HostOptions>(options => options.ShutdownTimeout = RuntimeSettings.GracePeriod + TimeSpan.FromSeconds(5));
        ConsoleLog.Add(_web.Logging, _web.Configuration, HostJson, RuntimeSettings.LogFormat);
    }

    /// <inheritdoc/>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    /// <inheritdoc/>
    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    /// <summary>local.settings.json, above it the environment, above that the command line. Ports that the runtime chooses are known once it has started.</summary>
    public ConfigurationManager Configuration => _web.Configuration;

    /// <inheritdoc/>
    public IHostEnvironment Environment => _web.Environment;

    /// <inheritdoc/>
    public ILoggingBuilder Logging => _web.Logging;

    /// <inheritdoc/>
    public IMetricsBuilder Metrics => _web.Metrics;

    /// <inheritdoc cref="IHostApplicationBuilder.Services"/>
    public IServiceCollection Services => _web.Services;

    internal bool UsesAspNetCore { get; set; }

    internal RuntimeSettings RuntimeSettings { get; }

    internal HostJson HostJson { get; }

    /// <summary>An app that starts its triggers, and what they need on this machine, when it is run. Can be called once.</summary>
    public IHost Build()
    {
        if (_hasBuilt)
            throw new InvalidOperationException("The application has already been built.");
        _hasBuilt = true;
        // Last, so above whatever the app added.
        var assigned = new AssignedSettings();
        ((IConfigurationBuilder)_web.Configuration).Add(assigned);
        FunctionExecutionDelegate pipeline = context => MethodCall.RunAsync((LocalFunctionContext)context);
        foreach (var middleware in Enumerable.Reverse(_middleware))
            pipeline = middleware(pipeline);
        var plan = new RuntimePlan(RuntimeSettings, HostJson, _sources, assigned, _types, UsesAspNetCore, pipeline, _problems);
        return new LocalRuntimeHost(_web.Build(), plan);
    }

    /// <inheritdoc/>
    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    /// <inheritdoc/>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        if (_hasBuilt)
            throw new InvalidOperationException("The application has already been built.");
        _middleware.Add(middleware);
        return this;
    }
}

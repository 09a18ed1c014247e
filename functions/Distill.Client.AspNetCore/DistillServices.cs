using Distill.Client.Calls;
using Distill.Client.Verdicts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Distill.Client.AspNetCore;

/// <summary>Adds Distill to an ASP.NET Core application.</summary>
public static class DistillServices
{
    /// <summary>
    /// Adds a <see cref="VerdictCache"/> and a <see cref="CallPublisher"/> that live as long as the application. If options are wrong, the host does
    /// not start, and the error names all that are wrong.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configuration">A section whose keys are the names of <see cref="DistillOptions"/>.</param>
    /// <param name="configure">Sets options that configuration can't express. Null for none.</param>
    public static IServiceCollection AddDistill(
        this IServiceCollection services,
        IConfiguration configuration,
        Action<DistillOptions>? configure = null
    )
    {
        services.AddOptions<DistillOptions>().Bind(configuration);
        return services.AddDistill(configure ?? (_ => { }));
    }

    /// <inheritdoc cref="AddDistill(IServiceCollection, IConfiguration, Action{DistillOptions}?)"/>
    public static IServiceCollection AddDistill(this IServiceCollection services, Action<DistillOptions> configure)
    {
        services.AddOptions<DistillOptions>().Configure(configure).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<DistillOptions>, DistillOptionsValidation>()
            .AddSingleton(s => new VerdictCache(
                Options(s).Service,
                Options(s).Verdicts,
                s.GetService<TimeProvider>(),
                s.GetService<ILogger<VerdictCache>>()
            ))
            .AddSingleton(s => new CallPublisher(
                Options(s).Service,
                Options(s).Calls,
                s.GetService<TimeProvider>(),
                s.GetService<ILogger<CallPublisher>>()
            ))
            .AddSingleton<Throttle>()
            .AddHostedService<VerdictsStart>();
    }

    /// <summary>Refuses requests by the verdicts on their accounts. Call it after authentication and before expensive work.</summary>
    public static IApplicationBuilder UseDistill(this IApplicationBuilder app) => app.UseMiddleware<VerdictMiddleware>();

    private static DistillOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<DistillOptions>>().Value;
}

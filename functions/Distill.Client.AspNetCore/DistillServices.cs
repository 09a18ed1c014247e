using Distill.Client.Calls;
using Distill.Client.Verdicts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Distill.Client.AspNetCore;

/// <summary>Distill in an ASP.NET Core application.</summary>
public static class DistillServices
{
    /// <summary>
    /// Adds a <see cref="VerdictCache"/> and a <see cref="CallPublisher"/> that live as long as the application. Wrong options keep the host from
    /// starting; all that are wrong are named at once.
    /// </summary>
    /// <param name="services">The application's.</param>
    /// <param name="configuration">A section with the names of <see cref="DistillOptions"/>.</param>
    /// <param name="configure">What configuration can't say. Null for nothing.</param>
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

    /// <summary>Refuses requests of accounts that verdicts ask to refuse. Put it behind authentication and before what costs.</summary>
    public static IApplicationBuilder UseDistill(this IApplicationBuilder app) => app.UseMiddleware<VerdictMiddleware>();

    private static DistillOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<DistillOptions>>().Value;
}

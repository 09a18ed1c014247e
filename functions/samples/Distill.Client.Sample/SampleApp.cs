using Distill.Client.AspNetCore;
using Distill.Client.Calls;
using Distill.Client.Verdicts;
using Microsoft.Extensions.Options;

namespace Distill.Client.Sample;

/// <summary>
/// A small API tier with one route like a messages API, in front of a fake model. It asks Distill about each account, reports each call, and marks
/// answers when a verdict asks for it.
/// </summary>
public static class SampleApp
{
    /// <param name="args">The command line. <c>--Sample:TrustTime true</c> accepts the time that callers give, to replay traffic.</param>
    /// <param name="configure">Changes the application before it is built. Null for none.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddDistill(builder.Configuration.GetSection("DistillClient"), options => options.AccountOf = CallingAccount.Of);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
        });
        builder.Services.AddOptions<SampleHoneypotOptions>().Bind(builder.Configuration.GetSection("Sample:Honeypot")).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SampleHoneypotOptions>, SampleHoneypotOptionsValidation>();
        builder.Services.AddSingleton<Honeypot>();
        configure?.Invoke(builder);
        var app = builder.Build();
        var trustTime = app.Configuration.GetValue<bool>("Sample:TrustTime");

        app.UseDistill();
        app.MapPost(
            "/v1/messages",
            (HttpContext context, MessageRequest request, CallPublisher calls, Honeypot honeypot) =>
            {
                if (CallingAccount.Of(context) is not { } account)
                {
                    return Results.Problem(
                        statusCode: StatusCodes.Status401Unauthorized,
                        title: "The key is missing.",
                        extensions: CallingAccount.MissingKey
                    );
                }

                var prompt = request.Prompt();
                var answer = FakeModel.Answer(prompt, request.MaxTokens);
                calls.Publish(CallingAccount.Describe(context, account, request, answer, trustTime), prompt);
                return Results.Ok(answer with { Content = honeypot.Mark(answer.Content, account, context.GetVerdict(), answer.Id) });
            }
        );
        app.MapGet("/status", (VerdictCache verdicts, CallPublisher calls) => new { verdicts = verdicts.Status, calls = calls.Calls });
        return app;
    }
}

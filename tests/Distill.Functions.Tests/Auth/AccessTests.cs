using System.Text;
using System.Text.Json;
using Distill.Functions.Auth;
using Distill.Functions.Settings;
using Distill.Functions.Tests.Api;
using Distill.Functions.Tests.Triggers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Distill.Functions.Tests.Auth;

public sealed class AccessTests
{
    private static readonly string[] s_roles = ["Distill.Verdicts.Read", "Distill.Evidence.Read", "Distill.Decide", "Distill.Events.Write"];

    // Which role opens what: written down here apart from the code.
    private static readonly Dictionary<string, string?> s_needed = new()
    {
        ["GET verdicts/{account}"] = "Distill.Verdicts.Read",
        ["POST verdicts/batch"] = "Distill.Verdicts.Read",
        ["GET verdicts/changes"] = "Distill.Verdicts.Read",
        ["GET clusters"] = "Distill.Evidence.Read",
        ["GET clusters/{id}"] = "Distill.Evidence.Read",
        ["POST clusters/{id}/decisions"] = "Distill.Decide",
        ["POST accounts/{id}/overrides"] = "Distill.Decide",
        ["POST events"] = "Distill.Events.Write",
        ["GET openapi.json"] = null,
    };

    public static TheoryData<string> Routes => [.. ApiCall.Routes.Select(r => $"{r.Method} {r.Route}")];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task EachRoute_OpensToItsRole_AndToNoOther(string route)
    {
        var function = ApiCall.Routes.Single(r => $"{r.Method} {r.Route}" == route).Function;
        var needed = s_needed[route];

        foreach (var role in s_roles)
        {
            Assert.Equal(needed is null || needed == role ? 200 : 403, await StatusAsync(function, true, Principal(role)));
        }

        Assert.Equal(200, await StatusAsync(function, true, Principal(s_roles)));
        Assert.Equal(403, await StatusAsync(function, true, Principal()));
        Assert.Equal(403, await StatusAsync(function, true, Principal("Distill.Admin", "distill.decide")));
        Assert.Equal(401, await StatusAsync(function, true, null));
        Assert.Equal(200, await StatusAsync(function, false, null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("bm90IGpzb24=")]
    [InlineData("W10=")]
    [InlineData("e30=")]
    [InlineData("eyJjbGFpbXMiOlt7InR5cCI6InJvbGVzIn1dfQ==")]
    public async Task WhatThePlatformDidNotWrite_IsNobody(string header) => Assert.Equal(401, await StatusAsync("GetVerdict", true, header));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AFunctionThatNobodyGaveARole_AnswersNobody(bool entra) => Assert.Equal(403, await StatusAsync("GetEverything", entra, Principal(s_roles)));

    [Fact]
    public async Task FunctionsThatAnswerNoRequest_AreNotAsked()
    {
        var ran = false;

        await new ApiGate(new AuthOptions { Entra = true }, NullLogger<ApiGate>.Instance).Invoke(new HttpCall("CorrelateAccounts", null), _ =>
        {
            ran = true;
            return Task.CompletedTask;
        });

        Assert.True(ran);
    }

    [Theory]
    [InlineData("roles")]
    [InlineData("http://schemas.microsoft.com/ws/2008/06/identity/claims/role")]
    [InlineData("own")]
    public void Roles_AreReadUnderEachOfTheirNames(string type)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers[ClientPrincipal.Header] = Principal(("own", [(type, "Distill.Decide"), ("preferred_username", "ana@example.com")]));

        Assert.True(ClientPrincipal.TryRead(http.Request, out var principal));
        Assert.Equal("ana@example.com", principal.Name);
        Assert.True(principal.Has(Role.Decide));
        Assert.False(principal.Has(Role.ReadVerdicts));
    }

    public static string Principal(params string[] roles) => Principal(("roles", [("appid", "app-1"), .. roles.Select(r => ("roles", r))]));

    private static string Principal((string RoleType, (string Type, string Value)[] Claims) of) => Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
    {
        auth_typ = "aad",
        role_typ = of.RoleType,
        claims = of.Claims.Select(c => new { typ = c.Type, val = c.Value }),
    })));

    private static async Task<int> StatusAsync(string function, bool entra, string? principal)
    {
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        if (principal is not null)
        {
            http.Request.Headers[ClientPrincipal.Header] = principal;
        }

        await new ApiGate(new AuthOptions { Entra = entra }, NullLogger<ApiGate>.Instance).Invoke(new HttpCall(function, http), _ => Task.CompletedTask);
        return http.Response.StatusCode;
    }
}

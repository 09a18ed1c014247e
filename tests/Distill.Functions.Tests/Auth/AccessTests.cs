using System.Text;
using System.Text.Json;
using Distill.Functions.Auth;
using Distill.Functions.Middleware;
using Distill.Functions.Settings;
using Distill.Functions.Tests.Api;
using Distill.Functions.Tests.Triggers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Distill.Functions.Tests.Auth;

public sealed class AccessTests
{
    private static readonly string[] s_roles =
    [
        "Distill.Verdicts.Read",
        "Distill.Evidence.Read",
        "Distill.Decide",
        "Distill.Events.Write",
        "Distill.Honeypots.Mark",
    ];

    // Which role opens what. This list is independent of the code.
    private static readonly Dictionary<string, string?> s_needed = new()
    {
        ["GET verdicts/{account}"] = "Distill.Verdicts.Read",
        ["POST verdicts/batch"] = "Distill.Verdicts.Read",
        ["GET verdicts/changes"] = "Distill.Verdicts.Read",
        ["GET clusters"] = "Distill.Evidence.Read",
        ["GET clusters/{id}"] = "Distill.Evidence.Read",
        ["GET clusters/{id}/bundle"] = "Distill.Evidence.Read",
        ["GET operations"] = "Distill.Evidence.Read",
        ["GET operations/{id}"] = "Distill.Evidence.Read",
        ["POST operations/{id}/decisions"] = "Distill.Decide",
        ["GET decisions"] = "Distill.Evidence.Read",
        ["GET search"] = "Distill.Evidence.Read",
        ["GET overrides"] = "Distill.Evidence.Read",
        ["GET verifications"] = "Distill.Evidence.Read",
        ["GET resellers"] = "Distill.Evidence.Read",
        ["GET resellers/request"] = "Distill.Evidence.Read",
        ["GET allowlist"] = "Distill.Evidence.Read",
        ["POST allowlist"] = "Distill.Decide",
        ["POST indicators"] = "Distill.Decide",
        ["POST clusters/{id}/decisions"] = "Distill.Decide",
        ["POST accounts/{id}/overrides"] = "Distill.Decide",
        ["POST overrides"] = "Distill.Decide",
        ["POST events"] = "Distill.Events.Write",
        ["POST attestations"] = "Distill.Events.Write",
        ["POST v1/traces"] = "Distill.Events.Write",
        ["POST v1/logs"] = "Distill.Events.Write",
        ["POST honeypots/mark"] = "Distill.Honeypots.Mark",
        ["GET honeypots/receipts/{epoch}"] = "Distill.Evidence.Read",
        ["GET honeypots/audits"] = "Distill.Evidence.Read",
        ["POST honeypots/audits"] = "Distill.Decide",
        ["GET openapi.json"] = null,
        ["GET verdicts"] = "Distill.Verdicts.Read",
        ["* {first:regex(^(api|v1|console)$)}/{*path}"] = null,
    };

    public static TheoryData<string> Routes => [.. ApiCall.Routes.Select(r => $"{r.Method} {r.Route}")];

    /// <summary>Whoever reads evidence sees the pages, and whoever decides sends their forms.</summary>
    [Theory]
    [InlineData("ShowConsole", "Distill.Evidence.Read")]
    [InlineData("DecideInConsole", "Distill.Decide")]
    public async Task TheConsole_OpensToItsRole_AndToNoOther(string function, string needed)
    {
        foreach (var role in s_roles)
        {
            Assert.Equal(needed == role ? 200 : 403, await StatusAsync(function, true, Principal(role)));
        }

        Assert.Equal(401, await StatusAsync(function, true, null));
        Assert.Equal(401, await StatusAsync(function, Gate(new AuthOptions(), ("WEBSITE_SITE_NAME", "func-distill")), null));
    }

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
    public async Task AFunctionThatNobodyGaveARole_AnswersNobody(bool entra) =>
        Assert.Equal(403, await StatusAsync("GetEverything", entra, Principal(s_roles)));

    [Fact]
    public async Task FunctionsThatAnswerNoRequest_AreNotAsked()
    {
        var ran = false;

        await Gate(new AuthOptions { Entra = true })
            .Invoke(
                new HttpCall("CorrelateAccounts", null),
                _ =>
                {
                    ran = true;
                    return Task.CompletedTask;
                }
            );

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

    private static string Principal((string RoleType, (string Type, string Value)[] Claims) of) =>
        Convert.ToBase64String(
            Encoding.UTF8.GetBytes(
                JsonSerializer.Serialize(
                    new
                    {
                        auth_typ = "aad",
                        role_typ = of.RoleType,
                        claims = of.Claims.Select(c => new { typ = c.Type, val = c.Value }),
                    }
                )
            )
        );

    [Theory]
    [InlineData("GetVerdict", "v", 200)]
    [InlineData("GetVerdict", "e", 403)]
    [InlineData("GetCluster", "e", 200)]
    [InlineData("DecideCluster", "d", 200)]
    [InlineData("DecideCluster", "v", 403)]
    [InlineData("GetOperations", "e", 200)]
    [InlineData("GetOperation", "v", 403)]
    [InlineData("DecideOperation", "d", 200)]
    [InlineData("DecideOperation", "e", 403)]
    [InlineData("PostEvents", "s", 200)]
    [InlineData("GetOpenApi", "s", 200)]
    [InlineData("ShowConsole", "e", 200)]
    [InlineData("ShowConsole", "v", 403)]
    [InlineData("DecideInConsole", "d", 200)]
    [InlineData("DecideInConsole", "e", 403)]
    [InlineData("GetVerdict", "x", 401)]
    [InlineData("GetVerdict", null, 401)]
    public async Task Keys_OpenWhatTheirRoleMayDo(string function, string? key, int status)
    {
        var options = new AuthOptions
        {
            VerdictsKey = Long("v"),
            EvidenceKey = Long("e"),
            DecideKey = Long("d"),
            EventsKey = Long("s"),
        };

        Assert.Equal(status, await StatusAsync(function, Gate(options), key is null ? null : ("x-functions-key", Long(key))));
    }

    [Fact]
    public async Task InAzure_WithNeitherEntraNorKeys_NobodyIsLetIn() =>
        Assert.Equal(401, await StatusAsync("GetVerdict", Gate(new AuthOptions(), ("WEBSITE_SITE_NAME", "func-distill")), null));

    [Fact]
    public void Keys_NeverPrint()
    {
        var options = new AuthOptions { DecideKey = Long("d"), VerdictsKey = "short" };

        Assert.DoesNotContain(Long("d"), options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("short", Assert.Single(options.Errors()), StringComparison.Ordinal);
    }

    private static string Long(string letter) => string.Concat(Enumerable.Repeat(letter, 32));

    private static ApiGate Gate(AuthOptions options, params (string Name, string Value)[] settings) =>
        new(
            new CallerRoles(
                options,
                new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => (string?)s.Value)).Build()
            )
        );

    private static Task<int> StatusAsync(string function, bool entra, string? principal) =>
        StatusAsync(function, Gate(new AuthOptions { Entra = entra }), principal is null ? null : (ClientPrincipal.Header, principal));

    private static async Task<int> StatusAsync(string function, ApiGate gate, (string Name, string Value)? header)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers["Sec-Fetch-Site"] = "same-origin";
        if (header is { } h)
        {
            http.Request.Headers[h.Name] = h.Value;
        }

        var call = new HttpCall(function, http);
        await gate.Invoke(
            call,
            c =>
            {
                c.GetInvocationResult().Value = Results.Ok();
                return Task.CompletedTask;
            }
        );
        return Assert.IsAssignableFrom<IStatusCodeHttpResult>(call.GetInvocationResult().Value).StatusCode!.Value;
    }
}

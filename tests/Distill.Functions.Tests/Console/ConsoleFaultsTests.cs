using Distill.Functions.Api;
using Distill.Functions.Console;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Tests.Console;

/// <summary>A person who may not go on is told what to do, and that nothing is lost.</summary>
public sealed class ConsoleFaultsTests
{
    [Theory]
    [InlineData(401, "Sign in again in another tab, then go back in this one: the browser keeps what you wrote")]
    [InlineData(403, "Distill.Evidence.Read to read, Distill.Decide to decide and to write.")]
    public async Task WhoLostTheSessionOrTheRole_IsToldHowToGoOn(int status, string said)
    {
        var http = new DefaultHttpContext { Response = { Body = new MemoryStream() } };

        await ConsoleFaults.Show(status == 401 ? Problems.Unauthenticated : Problems.Forbidden, Some.Start).ExecuteAsync(http);

        http.Response.Body.Position = 0;
        Assert.Equal(status, http.Response.StatusCode);
        Assert.Contains(said, await new StreamReader(http.Response.Body).ReadToEndAsync(), StringComparison.Ordinal);
    }
}

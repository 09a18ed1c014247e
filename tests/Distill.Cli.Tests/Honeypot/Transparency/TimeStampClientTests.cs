using System.Net;
using Distill.Cli.Honeypot.Transparency;
using Distill.Honeypots;
using Distill.Honeypots.Tests;
using Distill.Honeypots.Transparency;

namespace Distill.Cli.Tests.Honeypot.Transparency;

public sealed class TimeStampClientTests
{
    private static readonly LogHead s_head = new(0, new string('0', 64), []);

    [Fact]
    public async Task AnAnsweredStamp_HoldsForWhatWasSent()
    {
        using var authority = new LocalAuthority();
        using var http = new HttpClient(new Answers(authority.Answer));
        var stamped = await new TimeStampClient(http, new Uri("http://tsa.test/")).StampAsync(s_head, default);
        var token = Convert.FromBase64String(stamped.Token!);
        Assert.NotNull(TimeStamp.Check(token, CanonicalJson.Write(s_head), [authority.Certificate]));
        Assert.Null(TimeStamp.Check(token, CanonicalJson.Write(s_head with { Size = 1 }), [authority.Certificate]));
    }

    [Fact]
    public async Task AnAnswerThatIsNoStamp_IsRefused()
    {
        using var http = new HttpClient(new Answers(_ => [0x30, 0x03, 0x02, 0x01, 0x02]));
        await Assert.ThrowsAsync<IOException>(() => new TimeStampClient(http, new Uri("http://tsa.test/")).StampAsync(s_head, default));
    }

    private sealed class Answers(Func<byte[], byte[]> answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            new(HttpStatusCode.OK) { Content = new ByteArrayContent(answer(await request.Content!.ReadAsByteArrayAsync(cancellationToken))) };
    }
}

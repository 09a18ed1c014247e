using Distill.EventHubs;

namespace Distill.Client.Tests;

public sealed class EventHubsConnectionStringTests
{
    [Fact]
    public void RealNamespace_IsTlsOnItsPort()
    {
        var to = EventHubsConnectionString.Parse(
            "Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=a+b/c=;EntityPath=calls");
        Assert.Equal(("ns.servicebus.windows.net", 5671, true), (to.Host, to.Port, to.UseTls));
        Assert.Equal(("send", "a+b/c=", "calls"), (to.KeyName, to.Key, to.EntityPath));
    }

    [Theory]
    [InlineData("Endpoint=sb://localhost;SharedAccessKeyName=k;SharedAccessKey=v;UseDevelopmentEmulator=true;", 5672)]
    [InlineData("endpoint=sb://localhost:5999/; useDevelopmentEmulator = True", 5999)]
    public void Emulator_IsPlainOnTheEndpointsPort(string text, int port)
    {
        var to = EventHubsConnectionString.Parse(text);
        Assert.Equal(("localhost", port, false), (to.Host, to.Port, to.UseTls));
    }

    [Fact]
    public void SharedAccessSignature_StandsForAKey()
    {
        var to = EventHubsConnectionString.Parse(
            "Endpoint=sb://ns.servicebus.windows.net/;SharedAccessSignature=SharedAccessSignature sr=x&sig=y%3d&se=1&skn=send");
        Assert.Equal("SharedAccessSignature sr=x&sig=y%3d&se=1&skn=send", to.SharedAccessSignature);
    }

    [Fact]
    public void WhatForEmulatorWrites_IsRead() =>
        Assert.Equal("amqp://127.0.0.1:4711", EventHubsConnectionString.Parse(EventHubsConnectionString.ForEmulator("127.0.0.1", 4711)).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("SharedAccessKeyName=k;SharedAccessKey=topsecret")]
    [InlineData("Endpoint=nowhere;SharedAccessKeyName=k;SharedAccessKey=topsecret")]
    [InlineData("Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKey=topsecret")]
    [InlineData("Endpoint=sb://ns.servicebus.windows.net/;=topsecret")]
    public void BadText_IsRefusedWithoutItsKey(string text) =>
        Assert.DoesNotContain("topsecret", Assert.Throws<FormatException>(() => EventHubsConnectionString.Parse(text)).Message);

    [Fact]
    public void Text_HoldsNoKey() => Assert.DoesNotContain(
        "topsecret",
        EventHubsConnectionString.Parse("Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=topsecret").ToString());
}

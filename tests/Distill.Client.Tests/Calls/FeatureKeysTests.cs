using Distill.Client.Calls;

namespace Distill.Client.Tests.Calls;

public sealed class FeatureKeysTests
{
    [Fact]
    public void WrongFeatureKeys_AreNamed_AndNotShown()
    {
        var said = Assert.Throws<ArgumentException>(() => new CallPublisher(new(), new() { FeatureKeys = "c2VjcmV0" })).Message;

        Assert.Contains("FeatureKeys can't be read: key 1 must have 32 bytes", said, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", said, StringComparison.Ordinal);
    }
}

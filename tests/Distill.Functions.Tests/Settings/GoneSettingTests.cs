using Distill.Core.Options;
using Distill.Functions.Settings;
using Microsoft.Extensions.Configuration;

namespace Distill.Functions.Tests.Settings;

public sealed class GoneSettingTests
{
    [Fact]
    public void SettingThatIsGone_DoesNothing_AndIsNamed()
    {
        var settings = new Dictionary<string, string?> { ["distill:detection:watchthreshold"] = "60" };
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var section = new OptionsSection<DetectionOptions>(configuration.GetSection("Distill:Detection"), o => o.Errors());

        Assert.Equal(new DetectionOptions(), section.Read());
        Assert.True(section.Validate(null, section.Read()).Succeeded);
        Assert.Equal(["Distill:Detection:WatchThreshold"], RenamedSettings.GoneInUse(configuration));
    }
}

using Distill.LocalHost.Hosting;
using Distill.LocalHost.Settings;

namespace Distill.LocalHost.Tests.Hosting;

public sealed class HostCommandLineTests
{
    [Fact]
    public void Settings_AreTakenInBothForms()
    {
        var line = HostCommandLine.Parse(["--app", "there", "--A__B=x=y", "--C__D", "z"]);
        Assert.Equal(Path.GetFullPath("there"), line.AppFolder);
        Assert.Equal("x=y", line.Settings["A:B"]);
        Assert.Equal("z", line.Settings["c:d"]);
        Assert.False(line.IsHelp);
    }

    [Fact]
    public void App_IsThatOfTheRepositoryUnlessNamed() =>
        Assert.Contains("Distill.Functions", HostCommandLine.Parse([]).AppFolder, StringComparison.Ordinal);

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Help_IsToldFromTheRest(string argument) => Assert.True(HostCommandLine.Parse([argument]).IsHelp);

    [Theory]
    [InlineData("app", "Unknown option app")]
    [InlineData("--app", "--app needs a value")]
    public void Nonsense_IsTold(string argument, string expected) =>
        Assert.Contains(expected, Assert.Throws<StartupException>(() => HostCommandLine.Parse([argument])).Message, StringComparison.Ordinal);

    [Fact]
    public void FolderWithoutAnApp_IsTold()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<StartupException>(() => HostPlan.Make(HostCommandLine.Parse(["--app", folder.Path])));
        Assert.Contains("holds no functions app", error.Message, StringComparison.Ordinal);
    }
}

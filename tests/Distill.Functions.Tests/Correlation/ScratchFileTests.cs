using Distill.Files;
using Distill.Functions.Settings;

namespace Distill.Functions.Tests.Correlation;

public sealed class ScratchFileTests
{
    [Fact]
    public void File_LeavesNothing_EvenOfAProcessThatIsKilled()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        using (var file = ScratchFile.Open(folder))
        {
            file.Write(3, "calls"u8);
            var read = new byte[4];
            file.Read(4, read);
            Assert.Equal("alls"u8, read);
            Assert.Throws<EndOfStreamException>(() => file.Read(5, read));
            Assert.Equal(OperatingSystem.IsWindows() ? 1 : 0, Directory.GetFiles(folder).Length);
        }

        Directory.Delete(folder);
    }

    [Fact]
    public void FolderThatIsNone_IsAnErrorOfTheSettings_ThatSaysWhatToDo()
    {
        var error = Assert.Single(new CorrelationOptions { CallsFolder = Path.Combine(Path.GetTempPath(), $"none-{Guid.NewGuid():n}") }.Errors());

        Assert.Contains("none-", error, StringComparison.Ordinal);
        Assert.Contains("Distill:Correlation:CallsFolder", error, StringComparison.Ordinal);
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Distill.Cli.Doctor;
using Distill.Cli.Terminal;

namespace Distill.Cli.Tests.Doctor;

public sealed class DoctorTests : IDisposable
{
    private const string Values = """
        "FUNCTIONS_WORKER_RUNTIME":"dotnet-isolated","AzureWebJobsStorage":"x","DistillStorage":"x","EventHubConnection":"x","CallsHub":"calls",
        "CallsConsumerGroup":"ingest","CorrelateSchedule":"x","ExpireSchedule":"x"
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EachCheck_IsALine_AndJsonSaysTheSame()
    {
        var (code, output, error) = await Cli.RunAsync("doctor");
        var (_, json, _) = await Cli.RunAsync("doctor", "--json");

        Assert.Equal("", error);
        Assert.Contains(code, (int[])[ExitCode.Done, ExitCode.Failed]);
        Assert.All(
            JsonDocument.Parse(json).RootElement.EnumerateArray(),
            check => Assert.Contains(check.GetProperty("check").GetString()!, output, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("v18.20.1", false)]
    [InlineData("v20.0.0", true)]
    [InlineData("v24.3.0", true)]
    [InlineData("what", false)]
    public void Node_MustBeThereAndNew(string? version, bool isGood) =>
        Assert.Equal(isGood ? Health.Good : Health.Limited, Fixed(MachineChecks.Node(version)).Health);

    [Fact]
    public void Port_ThatIsTaken_IsTold()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        Assert.Equal(Health.Limited, Fixed(MachineChecks.Port(port, "the app", "Stop it.")).Health);
    }

    [Fact]
    public void TemporaryFolder_MustBeWritable() =>
        Assert.Equal(
            (Health.Bad, Health.Bad),
            (Fixed(MachineChecks.TemporaryFolder(_folder["none"])).Health, Fixed(MachineChecks.TemporaryFolder("/proc/none")).Health)
        );

    public static TheoryData<string, bool, string> Settings =>
        new()
        {
            { $"{{\"Values\":{{{Values}}}}}", true, "everything" },
            { $"{{\"Values\":{{{Values},\"Distill__Features__Keys\":\"a2V5cyBvZiBmZWF0dXJlcywgZm9yIHRlc3RzIG9ubHkh\"}}}}", true, "everything" },
            { $"{{\"Values\":{{{Values},\"Distill:Features:Keys\":\"short\"}}}}", false, "can't be read" },
            { "{\"Values\":{\"CallsHub\":\"calls\"}}", false, "lacks FUNCTIONS_WORKER_RUNTIME, AzureWebJobsStorage" },
            { "{\"Values\":[]}", false, "no settings file" },
            { "{}", false, "no settings file" },
            { "{", false, "no settings file" },
        };

    [Theory]
    [MemberData(nameof(Settings))]
    public void LocalSettings_AreChecked(string json, bool isGood, string found)
    {
        var check = Fixed(SettingsChecks.Local(_folder.Write("local.settings.json", [json])));

        Assert.Equal(isGood ? Health.Good : Health.Bad, check.Health);
        Assert.Contains(found, check.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("Endpoint=sb://name.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=hush", true)]
    [InlineData("name.servicebus.windows.net", false)]
    [InlineData("Endpoint", false)]
    public void Connection_IsChecked_AndItsKeyIsNotTold(string? text, bool isGood)
    {
        var check = Fixed(SettingsChecks.Connection(text));

        Assert.Equal(isGood ? Health.Good : Health.Bad, check.Health);
        Assert.DoesNotContain("hush", check.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyWhatIsWrong_Fails()
    {
        var (good, limited, bad) = (
            new CheckResult("a", Health.Good, ""),
            new CheckResult("b", Health.Limited, "", "x"),
            new CheckResult("c", Health.Bad, "", "x")
        );

        Assert.Equal((0, 0, 1), (DoctorCommand.CodeOf([good]), DoctorCommand.CodeOf([good, limited]), DoctorCommand.CodeOf([good, limited, bad])));
        Assert.Equal("✓ a  \n! b  \n     x\n✗ c  \n     x", DoctorCommand.Text([good, limited, bad]));
    }

    // Whatever is not good says what to do.
    private static CheckResult Fixed(CheckResult check)
    {
        Assert.Equal(check.Health == Health.Good, check.Fix.Length == 0);
        return check;
    }
}

namespace Distill.Infra.Tests;

/// <summary>
/// The committed snapshots equal the result of the Bicep, so that review shows every change of a deployment. After a wanted change, run the tests
/// with DISTILL_UPDATE_SNAPSHOTS=1 and commit what they wrote.
/// </summary>
public sealed class SnapshotTests
{
    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public async Task Snapshot_IsWhatTheBicepSays(string environment)
    {
        var mode = Environment.GetEnvironmentVariable("DISTILL_UPDATE_SNAPSHOTS") == "1" ? "overwrite" : "validate";

        var snapshot = await Bicep.RunAsync(
            environment,
            "snapshot",
            $"main.{environment}.bicepparam",
            "--mode",
            mode,
            "--tenant-id",
            "00000000-0000-0000-0000-000000000002",
            "--subscription-id",
            "00000000-0000-0000-0000-000000000001",
            "--location",
            "swedencentral",
            "--deployment-name",
            "distill"
        );

        Assert.True(snapshot.ExitCode == 0, $"Set DISTILL_UPDATE_SNAPSHOTS=1 and run again, if this is wanted:\n{snapshot.Text}{snapshot.Messages}");
        Assert.Equal("", snapshot.Messages);
    }
}

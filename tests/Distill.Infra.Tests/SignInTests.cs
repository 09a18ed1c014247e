using System.Diagnostics;

namespace Distill.Infra.Tests;

/// <summary>The hook that lets people sign in, run with an az and an azd that only say what they were asked.</summary>
public sealed class SignInTests
{
    private const string Callback = "https://func-serving.azurewebsites.net/.auth/login/aad/callback";

    /// <summary>Addresses that the registration has stay, and ours is there once.</summary>
    [Theory]
    [InlineData("", Callback)]
    [InlineData("https://other.example/cb", $"https://other.example/cb {Callback}")]
    [InlineData($"https://a.example/cb\n{Callback}\nhttps://b.example/cb", $"https://a.example/cb https://b.example/cb {Callback}")]
    public async Task SignIn_AddsItsAddressAndIdTokens(string known, string set)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The hooks are for sh.");
        var folder = Directory.CreateTempSubdirectory("distill-sign-in-");
        try
        {
            Script(
                folder,
                "azd",
                "echo 'DISTILL_API_CLIENT_ID=\"api-id\"'; echo 'DISTILL_VERDICTS=\"https://func-serving.azurewebsites.net/api/v1/verdicts/\"'"
            );
            Script(folder, "az", $"case \"$*\" in *show*) printf '{known}';; *) echo \"$*\" >> '{folder.FullName}/asked';; esac");
            var start = new ProcessStartInfo("sh", [Path.Combine(Repository.Root, "infra/hooks/sign-in.sh")]) { RedirectStandardOutput = true };
            start.Environment["PATH"] = $"{folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
            using var hook = Process.Start(start)!;
            var said = await hook.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await hook.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.Equal(0, hook.ExitCode);
            Assert.Contains("/.auth/login/aad?post_login_redirect_uri=/console", said, StringComparison.Ordinal);
            Assert.Equal(
                $"ad app update --id api-id --enable-id-token-issuance true --web-redirect-uris {set}",
                File.ReadAllText(Path.Combine(folder.FullName, "asked")).Trim()
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Script(DirectoryInfo folder, string name, string body)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Distill.LocalHost.Logging;
using Distill.LocalHost.Settings;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Azurite;

/// <summary>
/// Installs Azurite with exactly the packages that the lock file names, each checked by its hash. One folder of the user holds them for all hosts.
/// </summary>
internal static class AzuritePackage
{
    private const string Manifest = "package.json";
    private const string Lock = "package-lock.json";

    /// <summary>Azurite's version, as the lock file has it.</summary>
    public static string Version { get; } = ReadVersion();

    /// <summary>The folder that holds <c>node_modules</c>. The first call on a machine downloads the packages.</summary>
    /// <exception cref="StartupException">npm is missing, or failed.</exception>
    public static async Task<string> InstallAsync(ILogger log, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Read(Lock)))[..16];
        var folder = Path.Combine(Root(), $"azurite-{Version}-{hash}");
        if (Directory.Exists(folder))
        {
            return folder;
        }

        log.AzuriteInstalling(Version, folder);
        var draft = string.Create(CultureInfo.InvariantCulture, $"{folder}.{Environment.ProcessId}-{Guid.NewGuid():n}");
        Directory.CreateDirectory(draft);
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(draft, Manifest), Read(Manifest), cancellationToken);
            await File.WriteAllBytesAsync(Path.Combine(draft, Lock), Read(Lock), cancellationToken);
            await RunAsync(draft, cancellationToken);
            Publish(draft, folder);
            return folder;
        }
        finally
        {
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }
        }
    }

    // A folder appears complete or not at all. Another host may have been first; then its folder is as good.
    private static void Publish(string draft, string folder)
    {
        try
        {
            Directory.Move(draft, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // The draft is deleted.
        }
    }

    // No package runs a script of its own: Azurite needs none.
    private static async Task RunAsync(string folder, CancellationToken cancellationToken)
    {
        using var npm = Start(
            new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        );
        var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = npm.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await npm.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            throw;
        }

        if (npm.ExitCode != 0)
        {
            throw new StartupException(
                $"Azurite {Version} could not be installed; is the npm registry out of reach? npm said:{Environment.NewLine}{await errors}{await output}"
            );
        }
    }

    /// <exception cref="StartupException">The program is missing.</exception>
    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new StartupException(
                "a storage setting asks for development storage, nothing listens on its port, and Azurite can't be started because "
                    + $"{start.FileName} was not found. "
                    + "Install Node.js, start Azurite yourself, or put a storage connection string into the setting.",
                e
            );
        }
    }

    private static string Root()
    {
        var user = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        return Path.Combine(user.Length > 0 ? user : Path.GetTempPath(), "distill");
    }

    private static string ReadVersion()
    {
        using var manifest = JsonDocument.Parse(Read(Manifest));
        return manifest.RootElement.GetProperty("dependencies").GetProperty("azurite").GetString()!;
    }

    private static byte[] Read(string name)
    {
        using var resource = typeof(AzuritePackage).Assembly.GetManifestResourceStream($"azurite-{name}")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}

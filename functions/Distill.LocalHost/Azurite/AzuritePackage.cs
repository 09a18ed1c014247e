using System.ComponentModel;
using System.Diagnostics;
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

    // How often a host looks whether another one has installed it.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

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

        Directory.CreateDirectory(Root());
        await using var turn = await TakeTurnAsync(folder + ".lock", cancellationToken);
        if (Directory.Exists(folder))
        {
            return folder;
        }

        log.AzuriteInstalling(Version, folder);
        var draft = folder + ".draft";
        if (Directory.Exists(draft))
        {
            // An install that was cut short.
            Directory.Delete(draft, recursive: true);
        }

        Directory.CreateDirectory(draft);
        await File.WriteAllBytesAsync(Path.Combine(draft, Manifest), Read(Manifest), cancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(draft, Lock), Read(Lock), cancellationToken);
        await RunAsync(draft, cancellationToken);

        // The folder appears complete or not at all.
        Directory.Move(draft, folder);
        return folder;
    }

    // Hosts that start at the same time install it once. The system releases the file when a process ends in any way.
    private static async Task<FileStream> TakeTurnAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(s_pause, cancellationToken);
            }
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
                $"Azurite {Version} could not be installed; is the npm registry out of reach? npm said:{Environment.NewLine}"
                    + $"{await errors}{await output}"
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

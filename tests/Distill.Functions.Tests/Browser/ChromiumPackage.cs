using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Distill.Functions.Tests.Browser;

/// <summary>
/// A browser for tests: the one that <c>DISTILL_BROWSER</c> names, or Chromium from its npm package, with exactly the version of the lock file. It is
/// unpacked once to a folder of the user.
/// </summary>
internal static class ChromiumPackage
{
    private const string Setting = "DISTILL_BROWSER";
    private const string Program = "chromium";

    // The package has it, because small machines lack these libraries.
    private const string Libraries = "al2023/lib";

    // How often a run looks whether another one has unpacked it.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    // npm downloads 68 MB, on a busy machine slowly.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    private static string Js => Path.Combine(AppContext.BaseDirectory, "js");

    /// <summary>The browser's program, and the folder of further libraries that it needs; null if it needs none.</summary>
    public static async Task<(string Program, string? Libraries)> FindAsync()
    {
        if (Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } chosen)
        {
            return (chosen, null);
        }

        var user = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        var root = Path.Combine(user.Length > 0 ? user : Path.GetTempPath(), "distill");
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Js, "package-lock.json"))))[..16];
        var folder = Path.Combine(root, $"chromium-{Version()}-{hash}");
        Directory.CreateDirectory(root);
        await using (await TakeTurnAsync(folder + ".lock"))
        {
            if (!Directory.Exists(folder))
            {
                await UnpackAsync(folder);
            }
        }

        return (Path.Combine(folder, Program), Path.Combine(folder, Libraries));
    }

    private static string Version()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Js, "package.json")));
        return manifest.RootElement.GetProperty("dependencies").GetProperty("@sparticuz/chromium").GetString()!;
    }

    // The folder appears complete or not at all.
    private static async Task UnpackAsync(string folder)
    {
        var draft = folder + ".draft";
        if (Directory.Exists(draft))
        {
            Directory.Delete(draft, recursive: true);
        }

        var packages = Directory.CreateDirectory(Path.Combine(draft, "npm")).FullName;
        foreach (var file in Directory.EnumerateFiles(Js, "*.json"))
        {
            File.Copy(file, Path.Combine(packages, Path.GetFileName(file)));
        }

        await InstallAsync(packages);
        var bin = Path.Combine(packages, "node_modules", "@sparticuz", "chromium", "bin");
        await using (var program = new BrotliStream(File.OpenRead(Path.Combine(bin, "chromium.br")), CompressionMode.Decompress))
        await using (var target = File.Create(Path.Combine(draft, Program)))
        {
            await program.CopyToAsync(target);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(draft, Program), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        foreach (var name in new[] { "al2023", "fonts", "swiftshader" })
        {
            // The graphics libraries lie beside the program, where it looks for them.
            var target = name == "swiftshader" ? draft : Directory.CreateDirectory(Path.Combine(draft, name)).FullName;
            await using var archive = new BrotliStream(File.OpenRead(Path.Combine(bin, $"{name}.tar.br")), CompressionMode.Decompress);
            await TarFile.ExtractToDirectoryAsync(archive, target, overwriteFiles: true);
        }

        Directory.Delete(packages, recursive: true);
        Directory.Move(draft, folder);
    }

    // No package runs a script of its own.
    private static async Task InstallAsync(string folder)
    {
        using var npm = Process.Start(
            new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            {
                WorkingDirectory = folder,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        var output = npm.StandardOutput.ReadToEndAsync();
        var error = npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync().WaitAsync(s_patience);
        Assert.True(npm.ExitCode == 0, $"npm could not install Chromium: {await error}{await output}");
    }

    // Test programs that run at the same time unpack it once.
    private static async Task<FileStream> TakeTurnAsync(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(s_pause);
            }
        }
    }
}

using System.CommandLine;
using Distill.Cli.Terminal;
using Distill.Contracts.Sealing;

namespace Distill.Cli.Keys;

/// <summary>Reads the keys of features from a file.</summary>
internal static class FeatureKeysFile
{
    /// <summary>The option of a command that reads logs with sealed features.</summary>
    public static Option<string?> Option() =>
        new("--feature-keys")
        {
            HelpName = "FILE",
            Description = "The deployment's keys, if senders sealed the features of prompts in these logs. A file that 'keys add' wrote.",
        };

    /// <summary>Reads the keys that were handed to senders. Null when no file is named.</summary>
    /// <exception cref="UsageException">The file holds no keys. The message does not show what it holds.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static KeyRing? ReadOfClients(string? path) => path is null ? null : Read(path).ForClients();

    /// <summary>Reads the deployment's keys.</summary>
    /// <exception cref="UsageException">The file holds no keys. The message does not show what it holds.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static KeyRing Read(string path) => Parse(path, File.ReadAllText(path));

    /// <summary>Reads the keys in a text that came from a file, or will go there.</summary>
    /// <exception cref="UsageException">There are none. The message does not show the text.</exception>
    public static KeyRing Parse(string path, string text) =>
        KeyRing.TryParse(text, out var ring, out var error)
            ? ring
            : throw new UsageException($"{path} can't be used: {error}. 'distill keys add' writes such a file.");
}

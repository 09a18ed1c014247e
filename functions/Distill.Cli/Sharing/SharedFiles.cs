using System.CommandLine;
using System.Security.Cryptography;
using Distill.Core.Profiles;
using Distill.Core.Sharing;
using Distill.Core.Signals;

namespace Distill.Cli.Sharing;

/// <summary>Reads bundles of other providers, and the key that the providers share.</summary>
internal static class SharedFiles
{
    // A bundle of ours has a quarter of a megabyte. The app takes as much.
    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>The option that names the key.</summary>
    public static Option<string?> KeyOption(string description) => new("--share-key") { HelpName = "FILE", Description = description };

    /// <summary>Reads bundles. All of them must be under the key.</summary>
    /// <exception cref="IOException">A bundle or the key can't be read. The message says which, and what to do.</exception>
    public static SharedIndicators Read(IEnumerable<string> bundles, string keyFile)
    {
        var key = ReadKey(keyFile);
        return new SharedIndicators(key, [.. bundles.SelectMany(b => ReadBundle(b, key).Indicators)]);
    }

    /// <summary>Reads a bundle: its bytes, and its indicators, of which there is at least one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">The key that it must be under; null for any.</param>
    /// <exception cref="IOException">It can't be read. The message says why.</exception>
    public static (byte[] Bytes, IReadOnlyList<SharedIndicator> Indicators) ReadBundle(string path, SharingKey? key)
    {
        if (new FileInfo(path) is { Exists: true, Length: > MostBytes })
        {
            throw new IOException($"{path} has more than {MostBytes:N0} bytes. Ask its maker for one bundle a cluster.");
        }

        try
        {
            var bytes = File.ReadAllBytes(path);
            var found = StixReader.Read(bytes, DateTimeOffset.MinValue);
            return found switch
            {
                [] => throw new IOException($"{path} has no keyed values. Its maker has to export it with the key that you share."),
                _ when key is not null && found.FirstOrDefault(i => i.KeyId != key.Id) is { } other => throw new IOException(
                    $"{path} is under the key {other.KeyId}, and yours is {key.Id}. Use the key that its maker used, or ask for a bundle under yours."
                ),
                _ => (bytes, found),
            };
        }
        catch (FormatException e)
        {
            throw new IOException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Reads a key: hexadecimal digits.</summary>
    /// <exception cref="IOException">The file holds no key. The message does not show what it holds.</exception>
    public static SharingKey ReadKey(string path) =>
        SharingKey.TryParse(File.ReadAllText(path), out var key)
            ? key
            : throw new IOException(
                $"{path} holds no key: at least {2 * SharingKey.MinBytes} hexadecimal digits. 'distill share keygen --out FILE' makes one."
            );

    /// <summary>Makes a key, as hexadecimal digits.</summary>
    public static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SharingKey.MinBytes));
}

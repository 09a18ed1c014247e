using Distill.Core.Signals;

namespace Distill.Cli.LogAudit;

/// <summary>The lists of networks and mail domains in a folder.</summary>
/// <param name="Lists">What they name.</param>
/// <param name="Files">Names of the files, in order.</param>
/// <param name="Bad">Lines that can't be read.</param>
internal sealed record ListFolder(NetworkLists Lists, IReadOnlyList<string> Files, IReadOnlyList<BadListLines> Bad)
{
    /// <summary>Reads the folder's .txt and .csv files. Without a folder (null) nothing is listed.</summary>
    /// <exception cref="IOException">The folder or a file can't be read, or there is no list in it.</exception>
    public static ListFolder Read(string? folder)
    {
        if (folder is null)
        {
            return new ListFolder(NetworkLists.None, [], []);
        }

        string[] paths = [.. Directory.EnumerateFiles(folder).Where(IsList).Order(StringComparer.Ordinal)];
        if (paths.Length == 0)
        {
            throw new IOException($"There is no list (.txt or .csv) in {folder}. Put lists there, with one network, ASN or domain on each line.");
        }

        string[] names = [.. paths.Select(p => Path.GetFileName(p))];
        var lists = NetworkLists.Parse(paths.Zip(names, (path, name) => new ListText(KindOf(name), name, File.ReadLines(path))), out var bad);
        return new ListFolder(lists, names, bad);
    }

    private static bool IsList(string path) => Path.GetExtension(path).ToLowerInvariant() is ".txt" or ".csv";

    private static ListKind KindOf(string name) =>
        name.Contains("vpn", StringComparison.OrdinalIgnoreCase) ? ListKind.Vpn
        : name.Contains("mail", StringComparison.OrdinalIgnoreCase) ? ListKind.DisposableMail
        : ListKind.DataCentre;
}

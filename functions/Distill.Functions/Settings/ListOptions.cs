using Distill.Core.Signals;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Settings;

/// <summary>Published lists of networks and mail domains. Section <c>Distill:Lists</c>.</summary>
/// <remarks>
/// Each is a path, or several separated by semicolons. Relative paths start at the app's folder. A file has one network, ASN or domain a line.
/// </remarks>
public sealed record ListOptions
{
    /// <summary>
    /// Files of data centres' networks and ASNs. Default none; range files that can be read. None is shipped, because lists age and their makers
    /// license them.
    /// </summary>
    public string DataCentreNetworks { get; init; } = "";

    /// <summary>
    /// Files of VPN providers' networks and ASNs. Default none; range files that can be read. Separate from data centres,
    /// because people use them too.
    /// </summary>
    public string VpnNetworks { get; init; } = "";

    /// <summary>
    /// Files of throw-away mail domains. Default none; range files that can be read. A domain also covers the domains
    /// below it.
    /// </summary>
    public string DisposableMailDomains { get; init; } = "";

    /// <summary>Kind and full path of every file.</summary>
    public IEnumerable<(ListKind Kind, string Path)> Files() =>
        new[] { (ListKind.DataCentre, DataCentreNetworks), (ListKind.Vpn, VpnNetworks), (ListKind.DisposableMail, DisposableMailDomains) }.SelectMany(
            l =>
                l.Item2.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(path => (l.Item1, Path.Combine(AppContext.BaseDirectory, path)))
        );

    public IEnumerable<string> Errors() => Files().Where(f => !File.Exists(f.Path)).Select(f => $"There is no file {f.Path}.");

    /// <summary>Reads the files. It leaves out lines that it can't read, and logs them.</summary>
    /// <exception cref="IOException">A file can't be read any more.</exception>
    internal NetworkLists Read(ILogger log)
    {
        var lists = NetworkLists.Parse(Files().Select(f => new ListText(f.Kind, Path.GetFileName(f.Path), File.ReadLines(f.Path))), out var bad);
        foreach (var lines in bad)
        {
            log.ListLinesLeftOut(lines);
        }

        if (Files().Any())
        {
            log.ListsRead(lists.Count);
        }

        return lists;
    }
}

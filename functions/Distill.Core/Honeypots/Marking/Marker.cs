using System.Security.Cryptography;
using System.Text;

namespace Distill.Core.Honeypots;

/// <summary>Marks the texts of one epoch. Same text, assignment and request: same result. Safe for use from several threads.</summary>
public sealed class Marker
{
    private readonly MasterKey _master;
    private readonly MarkKey _provider;
    private readonly CellRouter _router;
    private readonly double _rate;

    public Marker(MasterKey master, EpochId epoch, MarkOptions? options = null)
    {
        (_master, Epoch, _rate) = (master, epoch, (options ?? new MarkOptions()).Rate);
        (_provider, _router) = (master.Provider(epoch), master.Router(epoch));
    }

    public EpochId Epoch { get; }

    /// <summary>Sets the sites that the request draws to their signs' forms. Marking the result again for the same request changes nothing.</summary>
    public MarkedText Mark(string text, MarkAssignment assignment, string requestId)
    {
        MarkKey?[] keys =
        [
            _provider,
            assignment.Code == default ? null : _master.Derive(Layer.Cluster, assignment.Code.Value, Epoch),
            _master.Derive(Layer.Account, assignment.Account.Value, Epoch),
        ];
        var marked = new StringBuilder(text.Length);
        var done = new List<MarkedSite>();
        var from = 0;
        foreach (var site in SiteScanner.Scan(text))
        {
            if (keys[(int)_router.Route(site.Cell)] is not { } key || !key.Select(requestId).Includes(site.Cell, _rate))
            {
                continue;
            }

            var form = key.Sign(site.Cell) > 0;
            done.Add(new MarkedSite(site.Cell, key.Layer, form));
            if (form != site.Form)
            {
                marked.Append(text, from, site.Start - from).Append(site.Other);
                from = site.Start + site.Length;
            }
        }

        var after = marked.Append(text, from, text.Length - from).ToString();
        return new MarkedText(after, new Receipt(requestId, assignment.Account, assignment.Code, Epoch, Hash(text), Hash(after), done));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

using System.Buffers;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Scanning;

namespace Distill.Honeypots.Marking;

/// <summary>Marks the segments of one response, one after another. Not safe for several threads.</summary>
internal sealed class SegmentMarker(RequestKeys keys)
{
    private readonly SegmentScanner _scanner = new();
    private readonly ArrayBufferWriter<char> _draft = new(512);
    private readonly List<Site> _planned = new(16);
    private readonly HashSet<Cell> _set = [];
    private DocumentState _state;

    /// <summary>The cells set so far, in order of first appearance.</summary>
    public List<MarkedSite> Set { get; } = [];

    /// <summary>Returns whether <paramref name="segment"/> can't be marked before the segment behind it is known.</summary>
    public bool NeedsFollowing(ReadOnlySpan<char> segment) => _scanner.NeedsFollowing(segment, _state);

    /// <summary>
    /// Marks <paramref name="segment"/> and writes it. Then it scans what it wrote. If that does not show the same sites with the intended forms, it
    /// writes the segment as it came. So marking twice is the same as marking once, whatever the dictionary holds.
    /// </summary>
    /// <param name="segment">The segment.</param>
    /// <param name="following">The segment behind it; empty if there is none in the same line, or if it is not needed.</param>
    /// <param name="output">Takes what leaves.</param>
    public void Mark(ReadOnlySpan<char> segment, ReadOnlySpan<char> following, IBufferWriter<char> output)
    {
        var before = _state;
        var sites = _scanner.Scan(segment, following, ref _state);
        if (sites.IsEmpty)
        {
            output.Write(segment);
            return;
        }

        _draft.ResetWrittenCount();
        var changed = Plan(segment, sites);
        if (!changed)
        {
            Record();
            output.Write(segment);
        }
        else if (Shows(_draft.WrittenSpan, following, before))
        {
            Record();
            output.Write(_draft.WrittenSpan);
        }
        else
        {
            _ = _scanner.Rescan(segment, following, ref before);
            output.Write(segment);
        }
    }

    private bool Plan(ReadOnlySpan<char> segment, ReadOnlySpan<Site> sites)
    {
        _planned.Clear();
        var (from, changed) = (0, false);
        foreach (var site in sites)
        {
            var form = keys.FormOf(site.Cell) ?? site.Form;
            _planned.Add(site with { Form = form });
            if (form != site.Form)
            {
                _draft.Write(segment[from..site.Start]);
                _draft.Write(site.Other);
                from = site.Start + site.Length;
                changed = true;
            }
        }

        _draft.Write(segment[from..]);
        return changed;
    }

    private bool Shows(ReadOnlySpan<char> draft, ReadOnlySpan<char> following, DocumentState state)
    {
        var sites = _scanner.Rescan(draft, following, ref state);
        if (sites.Length != _planned.Count || state != _state)
        {
            return false;
        }

        for (var i = 0; i < sites.Length; i++)
        {
            if (sites[i].Cell != _planned[i].Cell || sites[i].Form != _planned[i].Form)
            {
                return false;
            }
        }

        return true;
    }

    private void Record()
    {
        foreach (var site in _planned)
        {
            if (keys.FormOf(site.Cell) is { } form && _set.Add(site.Cell))
            {
                Set.Add(new MarkedSite(site.Cell, keys.LayerOf(site.Cell), form));
            }
        }
    }
}

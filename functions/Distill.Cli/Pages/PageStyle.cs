namespace Distill.Cli.Pages;

/// <summary>The style sheet of the pages: plain, and fit for printing.</summary>
internal static class PageStyle
{
    public static Html Sheet { get; } =
        Html.Of(
            $$"""

            body { font: 16px/1.5 system-ui, sans-serif; color: #1b1f24; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.7rem; }
            h2 { margin-top: 2.5rem; border-bottom: 1px solid #d0d7de; } h3 { margin-top: 2rem; } h4 { margin-bottom: .3rem; }
            table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; font-size: .92rem; }
            th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #e4e8ec; }
            th { font-weight: 600; } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            code { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; }
            .lead { font-size: 1.1rem; } .quiet { color: #57606a; }
            .level { border-radius: .6rem; padding: 0 .5rem; font-size: .85rem; white-space: nowrap; background: #eaeef2; }
            .confirmed { background: #b62324; color: #fff; } .suspect { background: #d4730b; color: #fff; } .watch { background: #f2d675; }
            svg { width: 100%; height: auto; } svg text { font: 11px system-ui, sans-serif; fill: #57606a; }
            details > summary { cursor: pointer; }
            @media print { details { display: block; } h3 { break-before: auto; } table { break-inside: auto; } }

            """
        );
}

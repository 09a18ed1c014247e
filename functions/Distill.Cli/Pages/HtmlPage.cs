namespace Distill.Cli.Pages;

/// <summary>The frame of every page. A page loads nothing, runs nothing and needs no other file.</summary>
internal static class HtmlPage
{
    public static Html Of(string title, Html body) =>
        Html.Of(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{title}</title>
            <style>{PageStyle.Sheet}</style>
            </head>
            <body>
            <h1>{title}</h1>
            {body}
            </body>
            </html>

            """
        );
}

using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Distill.Cli.Pages;

/// <summary>A piece of HTML, made from interpolated text. Values are escaped unless they are HTML themselves.</summary>
internal readonly struct Html
{
    private readonly string? _markup;

    private Html(string markup) => _markup = markup;

    public static Html Empty => default;

    public static Html Of(Template template) => new(template.Markup);

    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(p => p._markup)));

    public override string ToString() => _markup ?? "";

    /// <summary>Keeps literals, escapes values, and writes numbers and times as people read them.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Template(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _markup = new(literalLength + 16 * formattedCount);

        public string Markup => _markup.ToString();

        public void AppendLiteral(string literal) => _markup.Append(literal);

        public void AppendFormatted(Html html) => _markup.Append(html._markup);

        public void AppendFormatted(IEnumerable<Html> pieces) => _markup.Append(Join(pieces)._markup);

        public void AppendFormatted(string? text) => _markup.Append(WebUtility.HtmlEncode(text));

        public void AppendFormatted(long number) => _markup.Append(CultureInfo.InvariantCulture, $"{number:N0}");

        public void AppendFormatted(double number, string format) => _markup.Append(number.ToString(format, CultureInfo.InvariantCulture));

        public void AppendFormatted(DateTimeOffset time) => _markup.Append(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyy-MM-dd HH:mm} UTC");

        public void AppendFormatted(DateTimeOffset? time)
        {
            if (time is { } known)
            {
                AppendFormatted(known);
            }
        }
    }
}

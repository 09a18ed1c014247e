using System.Globalization;
using System.Text;

namespace Distill.Honeypots.Tests;

/// <summary>
/// Documents of prose with protected spans of all kinds. Every span is baited with something that would be a site in prose. The same seed makes the
/// same document.
/// </summary>
internal sealed class ProtectedDocuments(int seed)
{
    private static readonly string[] s_bait =
    [
        "Additionally, it is often based on a wide range of colours, shapes and sizes",
        "In practice the program helps to reduce the cost, and it is fast",
        "However, it is usually organized for speed, comfort and safety, regardless of who someone is",
        "They are based on long term goals such as health, wealth and happiness",
        "In addition, you will need to organise a variety of data sets, tables and charts",
        "Everyone is happy to be with each other, but the weather is often grey",
    ];

    private static readonly string[] s_prose =
    [
        "Additionally, the garden is often full of roses, lilies and tulips. ",
        "In practice the tool helps to reduce the cost of a variety of tasks. ",
        "It is hard to organize the work, and it is usually somebody else who does it. ",
        "You will need to make sure that you have flour, sugar, and butter. ",
        "For example, a teacher can use a wide range of games to keep everyone busy. ",
        "The colour of the house is based on a favorite of everyone, and they talk to each other. ",
    ];

    private static readonly string[] s_words =
    [
        "colour",
        "organise",
        "however",
        "somebody",
        "healthcare",
        "frequently",
        "typically",
        "everybody",
        "center",
        "e-mail",
    ];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();
    private readonly List<string> _spans = [];

    /// <summary>The text, and the spans that must be in it after marking, in order.</summary>
    public (string Text, IReadOnlyList<string> Spans) Next()
    {
        _text.Clear();
        _spans.Clear();
        for (var blocks = _random.Next(2, 6); blocks > 0; blocks--)
        {
            Prose();
            Block();
            _text.Append("\n\n");
        }

        Prose();
        return (_text.ToString(), [.. _spans]);
    }

    private string Bait => s_bait[_random.Next(s_bait.Length)];

    private string Word => s_words[_random.Next(s_words.Length)];

    private string Number =>
        _random.Next(3) switch
        {
            0 => _random.Next(2, 2000).ToString("N0", CultureInfo.InvariantCulture),
            1 => (_random.NextDouble() * 100).ToString("F2", CultureInfo.InvariantCulture),
            _ => _random.Next(2, 90).ToString(CultureInfo.InvariantCulture),
        };

    private void Prose()
    {
        for (var sentences = _random.Next(0, 3); sentences > 0; sentences--)
        {
            _text.Append(s_prose[_random.Next(s_prose.Length)]);
        }

        if (_random.Next(2) == 0)
        {
            _text.Append("\n\n");
        }
    }

    private void Block()
    {
        switch (_random.Next(22))
        {
            case 0:
                var fence = _random.Next(3) switch
                {
                    0 => "```",
                    1 => "~~~",
                    _ => "````",
                };
                Lines($"{fence}python\n# {Bait}.\ndef f({Word}):\n    \"\"\"{Bait}.\"\"\"\n    return {Word}, {Word} and {Word}  # {Bait}\n{fence}");
                break;
            case 1:
                Inline($"The command `{Bait}` is what you need to run");
                break;
            case 2:
                Lines($"{{\n  \"{Word}\": \"{Bait}.\",\n  \"items\": [\n    \"{Bait}\",\n    \"{Bait}\"\n  ],\n  \"n\": {Number}\n}}");
                break;
            case 3:
                Inline($"The answer is {{\"{Word}\": \"{Bait}\", \"n\": {Number}}} as the schema asks");
                break;
            case 4:
                Lines($"<note lang=\"en\">\n  <body>{Bait}. {Bait}.</body>\n  {Bait}.\n</note>");
                break;
            case 5:
                Lines($"title: {Bait}\ndescription: |\n  {Bait}.\n  {Bait}.\nitems:\n  - {Bait}\n  - name: {Word}");
                break;
            case 6:
                Lines($"<tool_call>\n{{\"name\": \"search\", \"arguments\": {{\"query\": \"{Bait}\"}}}}\n</tool_call>");
                break;
            case 7:
                Lines($"| {Word} | note |\n|---|---|\n| {Number} | {Bait}. {Bait}. |\n| {Word} | {Bait} |");
                break;
            case 8:
                Lines(
                    $"id,{Word},note\n{Number.Replace(",", "", StringComparison.Ordinal)},{Word},{Word}\n"
                        + $"7,{Bait.Replace(", ", ",", StringComparison.Ordinal)},x"
                );
                break;
            case 9:
                Lines($"{Word}\t{Bait}\n{Number}\t{Bait}.");
                break;
            case 10:
                Quotation("\"", "\"");
                break;
            case 11:
                Quotation("\u201C", "\u201D");
                break;
            case 12:
                Lines($"> {Bait}.\n> {Bait}.");
                break;
            case 13:
                Inline($"You can read it at https://example.org/{Word}/{Word}-and-{Word}?q={Word} and it is short", $"https://example.org/");
                break;
            case 14:
                Inline($"The file /srv/{Word}/{Word}_{Word}.txt and the variable {Word}_{Word} are what you will need", null);
                break;
            case 15:
                Lines($"$$\n\\text{{{Bait}}}\n$$");
                break;
            case 16:
                Numbers();
                break;
            case 17:
                Lines($"    {Word} = {Word}\n    // {Bait}.\n    {Bait}.");
                break;
            case 18:
                Lines($"{Word}(); // {Bait}.\nprint(x) # {Bait}.\nconst {Word} = 5; /* {Bait} */");
                break;
            case 19:
                Lines($"{Word}, {Bait}, {Number}\n{Word}, {Bait}, {Word}");
                break;
            case 20:
                Lines($"---\n{Word}: {Bait}\nnote: {Bait}.\n---");
                break;
            default:
                Lines(
                    _random.Next(3) switch
                    {
                        0 => "Die Farbe, die Form und die Größe sind in der Praxis nicht wichtig, und es ist so.",
                        1 => $"The lessee shall be liable for the {Word}, the garden and the roof, and it is hereby agreed.",
                        _ => "Il est important de choisir la couleur, la forme et la taille pour les enfants.",
                    }
                );
                break;
        }
    }

    /// <summary>A block of its own, protected as a whole.</summary>
    private void Lines(string block)
    {
        _text.Append("\n\n").Append(block);
        _spans.Add(block);
    }

    /// <summary>A sentence with a protected span: everything from its first sign on, or <paramref name="from"/>.</summary>
    private void Inline(string sentence, string? from = "")
    {
        var (start, end) = from switch
        {
            "" => (sentence.IndexOfAny(['`', '{']), sentence.LastIndexOfAny(['`', '}']) + 1),
            null => (sentence.IndexOf('/', StringComparison.Ordinal), sentence.LastIndexOf(" are", StringComparison.Ordinal)),
            _ => (sentence.IndexOf(from, StringComparison.Ordinal), sentence.LastIndexOf(" and", StringComparison.Ordinal)),
        };
        _text.Append(sentence).Append(". ");
        if (from is null)
        {
            var and = sentence.IndexOf(" and ", start, StringComparison.Ordinal);
            _spans.Add(sentence[start..and]);
            _spans.Add(sentence[(sentence.LastIndexOf(' ', end - 1) + 1)..end]);
        }
        else
        {
            _spans.Add(sentence[start..end]);
        }
    }

    private void Quotation(string open, string close)
    {
        var quotation = _random.Next(3) switch
        {
            0 => $"{open}{Bait}{close}",
            1 => $"{open}{Bait}. {Bait}.{close}",
            _ => $"{open}{Bait}.\n\n{Bait}.{close}",
        };
        _text.Append("She said: ").Append(quotation).Append(" And it is what everyone heard. ");
        _spans.Add(quotation);
    }

    private void Numbers()
    {
        var (a, b, c) = (Number, Number, Number);
        var unit = _random.Next(4) switch
        {
            0 => " kg",
            1 => " metres",
            2 => "%",
            _ => "",
        };
        var list = $"{a}{unit}, {b}{unit} and {c}{unit}";
        _text.Append("It is usually ").Append(list).Append(" for the dates of March 3, 2024, and 5 May 2025, or about $").Append(a).Append(". ");
        _spans.Add(list);
        _spans.Add("March 3, 2024, and 5 May 2025");
        _spans.Add("$" + a);
    }
}

using System.Text;
using Distill.Evaluation.Attribution;

namespace Distill.Evaluation.Report;

/// <summary>Writes a study of the attribution test as Markdown tables.</summary>
public static class StudyMarkdown
{
    private const string Note =
        "A trigram model and a choice model stand for students; neither is an LLM. p is the attribution test's own, corrected for all its "
        + "tests. A student is tested against its cluster alone, unless the row says otherwise.";

    public static string Of(IReadOnlyList<StudyFigure> figures, IReadOnlyList<TextSource> sources)
    {
        var text = new StringBuilder("# Honeypots, measured\n");
        MarkdownTable.Append(
            text,
            "Figures",
            Note,
            ["what", "reach", "measured", "reached"],
            figures.Select(f =>
                new[]
                {
                    f.What,
                    f.Reach,
                    f.Got,
                    f.IsReached switch
                    {
                        true => "yes",
                        false => "**no**",
                        _ => "",
                    },
                }
            )
        );
        MarkdownTable.Append(
            text,
            "Sources",
            $"The students are taught by {AttributionStudy.Teacher(sources).Name}.",
            ["source", "texts", "words", "sites per 1,000 words"],
            sources.Select(s => new[] { s.Name, FigureFormat.Of(s.Texts.Count), FigureFormat.Of(s.Words), FigureFormat.Of(s.SitesPerThousand) })
        );
        return text.ToString();
    }
}

using Distill.Honeypots.Attribution;

namespace Distill.Evaluation.Attribution;

/// <summary>Measures the attribution test: on clean text, on students that learned marked text, and on leaked text.</summary>
public static class AttributionStudy
{
    // A student needs at least this many words to learn from.
    private const int LeastTaught = 100_000;

    /// <summary>The study's parts by name, in the order of the tables.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["clean", "asked", "written", "choice", "leak", "clusters", "naming", "erased"];

    /// <summary>Runs parts of the study. Returns their figures one after another.</summary>
    /// <param name="sources">Clean text, by writer.</param>
    /// <param name="size">How much the study tries.</param>
    /// <param name="parts">The names of the parts to run; empty for all.</param>
    public static IEnumerable<StudyFigure> Run(IReadOnlyList<TextSource> sources, StudySize size, IReadOnlyList<string> parts)
    {
        var options = new AttributionOptions();
        var students = new StudentStudy(Teacher(sources), size, options);
        return Parts.Where(p => parts.Count == 0 || parts.Contains(p)).SelectMany(Figures);

        IEnumerable<StudyFigure> Figures(string part) =>
            part switch
            {
                "clean" => CleanStudy.Run(sources, size, options),
                "asked" => students.Asked(),
                "written" => students.Written(),
                "choice" => students.Choices(),
                "leak" => students.Leaks(),
                "clusters" => students.Clusters(),
                "naming" => new NamingStudy(Teacher(sources), size, options).Run(),
                _ => students.Erased(),
            };
    }

    /// <summary>
    /// Returns the source that teaches the students: the one with the most choices in a thousand words among those that are long enough.
    /// </summary>
    public static TextSource Teacher(IReadOnlyList<TextSource> sources) =>
        sources.OrderByDescending(s => s.Words >= LeastTaught).ThenByDescending(s => s.SitesPerThousand).First();
}

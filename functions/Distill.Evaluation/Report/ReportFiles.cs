using Distill.Files;

namespace Distill.Evaluation.Report;

/// <summary>Writes a report twice: as Markdown for readers and as JSON for programs.</summary>
public static class ReportFiles
{
    /// <summary>Writes both files, or neither.</summary>
    /// <param name="folder">The folder, which is created if it is missing.</param>
    /// <param name="name">The name of both files, without an extension.</param>
    /// <param name="markdown">The Markdown.</param>
    /// <param name="writeJson">Writes the JSON.</param>
    /// <exception cref="IOException">A file can't be written.</exception>
    public static void Write(string folder, string name, string markdown, Action<Stream> writeJson)
    {
        using var files = new OutputFolder(folder);
        writeJson(files.Create($"{name}.json"));
        using (var text = new StreamWriter(files.Create($"{name}.md"), leaveOpen: true))
        {
            text.Write(markdown);
        }

        files.Complete();
    }
}

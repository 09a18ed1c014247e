namespace Distill.LocalRuntime.Hosting;

/// <summary>Writes files that a reader sees whole or not at all.</summary>
internal static class AtomicFile
{
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllText(draft, text);
        File.Move(draft, path, overwrite: true);
    }
}

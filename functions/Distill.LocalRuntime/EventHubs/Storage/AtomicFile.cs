namespace Distill.LocalRuntime.EventHubs;

/// <summary>A small file that is there as it was or as it is to be, whatever stops the process in between.</summary>
internal static class AtomicFile
{
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + ".new";
        using (var file = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            RandomAccess.Write(file, content, 0);
        File.Move(temporary, path, overwrite: true);
    }
}

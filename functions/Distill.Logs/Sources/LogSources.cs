using System.IO.Enumeration;

namespace Distill.Logs.Sources;

/// <summary>Turns what a user names into files: paths, folders, patterns, and <c>-</c> for standard input.</summary>
public static class LogSources
{
    /// <summary>The name of standard input.</summary>
    public const string StandardInput = "-";

    private static readonly EnumerationOptions s_all = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden };
    private static readonly EnumerationOptions s_one = new() { AttributesToSkip = FileAttributes.Hidden };

    /// <summary>Returns the files, each once, those of a folder or a pattern in order of their paths. Hidden files are left out.</summary>
    /// <param name="names">What the user named.</param>
    /// <exception cref="IOException">A name stands for no file. The message says what to do.</exception>
    public static IReadOnlyList<string> Expand(IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. names.SelectMany(FilesOf).Where(f => seen.Add(f == StandardInput ? f : Path.GetFullPath(f)))];
    }

    /// <summary>Returns the bytes of all regular files together. Pipes and standard input have no length.</summary>
    public static long BytesOf(IEnumerable<string> files) => files.Sum(LengthOf);

    /// <summary>Returns the length of a regular file, in bytes; 0 for anything else.</summary>
    public static long LengthOf(string file) => new FileInfo(file) is { Exists: true } info ? info.Length : 0;

    /// <summary>Opens a file, a pipe or standard input.</summary>
    /// <exception cref="UnreadableLogException">It can't be opened.</exception>
    public static Stream Open(string file)
    {
        try
        {
            return file == StandardInput
                ? Console.OpenStandardInput()
                : new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
        }
        catch (UnauthorizedAccessException)
        {
            throw new UnreadableLogException(file, "Access is denied. Give this user the right to read it.");
        }
        catch (IOException) when (new FileInfo(file).LinkTarget is { } target)
        {
            throw new UnreadableLogException(file, $"It is a link to {target}, which can't be opened. Mend the link, or name the file itself.");
        }
        catch (IOException e)
        {
            throw new UnreadableLogException(file, e.Message);
        }
    }

    private static IEnumerable<string> FilesOf(string name)
    {
        if (name == StandardInput || File.Exists(name))
        {
            return [name];
        }

        if (Directory.Exists(name))
        {
            return InOrder(name, Under(name, "*", s_all), $"There is no file in the folder {name}. Name a folder that holds logs, or the files.");
        }

        return HasWildcard(name)
            ? InOrder(name, Matches(name), $"No file matches {name}. Check the folder and the pattern; ** stands for folders at any depth.")
            : throw new IOException($"There is no file {name}. Check the path; it is looked up from {Environment.CurrentDirectory}.");
    }

    private static string[] InOrder(string name, IEnumerable<string> files, string none)
    {
        try
        {
            string[] found = [.. files.Order(StringComparer.Ordinal)];
            return found.Length > 0 ? found : throw new FileNotFoundException(none);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"Can't list the files of {name}: access is denied. Give this user the right to read the folder.", e);
        }
    }

    private static IEnumerable<string> Matches(string pattern)
    {
        var root = Path.GetPathRoot(pattern) is { Length: > 0 } given ? given : ".";
        var parts = pattern[(root == "." ? 0 : root.Length)..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> folders = [root];
        foreach (var part in parts[..^1])
        {
            folders = folders.SelectMany(f => Folders(f, part)).ToArray();
        }

        return folders.SelectMany(f => Under(f, parts[^1] == "**" ? "*" : parts[^1], parts[^1] == "**" ? s_all : s_one)).Select(Short);
    }

    private static IEnumerable<string> Folders(string folder, string part)
    {
        if (!HasWildcard(part))
        {
            var one = Path.Combine(folder, part);
            return Directory.Exists(one) ? [one] : [];
        }

        return part == "**"
            ? Directory.EnumerateDirectories(folder, "*", s_all).Prepend(folder)
            : Directory.EnumerateDirectories(folder, "*", s_one).Where(d => IsMatch(part, d));
    }

    // The system's own patterns match more than they say, such as *.* for a name without a point.
    private static IEnumerable<string> Under(string folder, string pattern, EnumerationOptions options) =>
        Directory
            .EnumerateFiles(folder, "*", options)
            .Where(f => IsMatch(pattern, f) && !Path.GetFileName(f).StartsWith('.') && !IsInHidden(folder, f));

    private static bool IsInHidden(string folder, string file) =>
        Path.GetRelativePath(folder, file).Contains($"{Path.DirectorySeparatorChar}.", StringComparison.Ordinal)
        || Path.GetRelativePath(folder, file).StartsWith('.');

    private static bool IsMatch(string pattern, string path) =>
        FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(path), ignoreCase: OperatingSystem.IsWindows());

    private static string Short(string path) => path.StartsWith($".{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? path[2..] : path;

    private static bool HasWildcard(string name) => name.AsSpan().ContainsAny('*', '?');
}

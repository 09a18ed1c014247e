using System.Reflection;
using static System.IO.Path;

namespace Distill.Architecture.Tests;

/// <summary>One source file that people write: its path from the root of the repository, and its lines.</summary>
internal sealed record SourceFile(string Path, string[] Lines)
{
    /// <summary>The root of the repository.</summary>
    public static string Root { get; } =
        typeof(SourceFile).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Root").Value!;

    /// <summary>The files in a folder, which is given by its path from the root.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="ending">How their names end.</param>
    public static IEnumerable<SourceFile> In(string folder, string ending = ".cs") =>
        from path in Directory.EnumerateFiles(Combine(Root, folder), $"*{ending}", SearchOption.AllDirectories)
        let fromRoot = GetRelativePath(Root, path)
        where !fromRoot.Split(DirectorySeparatorChar).Any(part => part is "bin" or "obj")
        orderby fromRoot
        select new SourceFile(fromRoot, File.ReadAllLines(path));
}

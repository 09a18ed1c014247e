using System.Reflection;
using System.Xml.Linq;

namespace Distill.Architecture.Tests;

/// <summary>One project in functions/ or its samples: its file, its sources and what it compiles to.</summary>
internal sealed class Project
{
    private readonly XDocument _file;
    private readonly string _folder;

    private Project(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        _folder = Path.GetDirectoryName(path)!;
        _file = XDocument.Load(path);
        Assembly = Assembly.Load((string?)_file.Descendants("AssemblyName").SingleOrDefault() ?? Name);
    }

    /// <summary>Every project in functions/ and its samples, in the order of their paths.</summary>
    public static IReadOnlyList<Project> All { get; } =
    [
        .. new[] { "functions", "functions/samples" }
            .SelectMany(folder => Directory.GetDirectories(Path.Combine(SourceFile.Root, folder)))
            .SelectMany(folder => Directory.GetFiles(folder, "*.csproj"))
            .Order(StringComparer.Ordinal)
            .Select(path => new Project(path)),
    ];

    public string Name { get; }

    public Assembly Assembly { get; }

    /// <summary>
    /// The projects that this one compiles against. A project that is only built first, so that its program can be started, does not count.
    /// </summary>
    public IEnumerable<string> References =>
        from reference in _file.Descendants("ProjectReference")
        where (string?)reference.Attribute("ReferenceOutputAssembly") != "false"
        select Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!);

    public static Project Named(string name) => All.Single(p => p.Name == name);

    /// <summary>The C# files of this project.</summary>
    public IEnumerable<SourceFile> Sources() => SourceFile.In(Path.GetRelativePath(SourceFile.Root, _folder));

    /// <summary>
    /// The folder in which a type of this project stands, by its namespace; empty for the project's own folder. Null for other assemblies' types and
    /// for what compilers and generators add.
    /// </summary>
    public string? FolderOf(Type type) =>
        type.Assembly != Assembly ? null
        : type.Namespace == Name ? ""
        : type.Namespace?.StartsWith(Name + ".", StringComparison.Ordinal) == true ? type.Namespace[(Name.Length + 1)..]
        : null;

    public override string ToString() => Name;
}

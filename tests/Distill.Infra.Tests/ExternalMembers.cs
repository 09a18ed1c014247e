using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;

namespace Distill.Infra.Tests;

/// <summary>The types and members that a compiled app uses of the packages that it is deployed on, read from its metadata.</summary>
internal static class ExternalMembers
{
    private static readonly string[] s_packages =
        ["Azure.AI.", "Azure.Messaging.", "Azure.Monitor.", "Microsoft.Azure.Functions.", "OpenTelemetry"];

    /// <summary>Declared in Distill.AbsentPackages: what is declared there, by the package that it is of.</summary>
    private static readonly Dictionary<string, string> s_declared = new()
    {
        ["Azure.AI.AnomalyDetector"] = "Azure.AI.AnomalyDetector",
        ["Microsoft.Azure.Functions.Worker"] = "Microsoft.Azure.Functions.Worker.Extensions.EventHubs",
    };

    /// <summary>Lines of the list: a heading a package, a line a type, below it a line a member.</summary>
    public static IEnumerable<string> Of(string folder)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(folder, "Distill.Functions.dll")));
        var metadata = file.GetMetadataReader();
        var versions = Versions(Path.Combine(folder, "Distill.Functions.deps.json"));
        var types = new SortedDictionary<string, SortedDictionary<string, SortedSet<string>>>(StringComparer.Ordinal);
        foreach (var handle in metadata.TypeReferences)
        {
            if (Package(metadata, handle) is { } package)
            {
                Add(types, package, SignatureNames.NameOf(metadata, handle));
            }
        }

        foreach (var member in metadata.MemberReferences.Select(metadata.GetMemberReference))
        {
            if (Parent(metadata, member.Parent) is { } parent && Package(metadata, parent) is { } package)
            {
                Add(types, package, SignatureNames.NameOf(metadata, parent)).Add(SignatureNames.Of(metadata, member));
            }
        }

        foreach (var (package, own) in types)
        {
            yield return "";
            yield return $"# {package} {versions.GetValueOrDefault(package) ?? Pinned(package)}";
            foreach (var (type, members) in own)
            {
                yield return type;
                foreach (var member in members)
                {
                    yield return "    " + member;
                }
            }
        }
    }

    private static SortedSet<string> Add(SortedDictionary<string, SortedDictionary<string, SortedSet<string>>> types, string package, string type)
    {
        types.TryAdd(package, new(StringComparer.Ordinal));
        types[package].TryAdd(type, new(StringComparer.Ordinal));
        return types[package][type];
    }

    /// <summary>The package that a type is of; null when it is none of those that are listed.</summary>
    private static string? Package(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        switch (type.ResolutionScope.Kind)
        {
            case HandleKind.TypeReference:
                return Package(metadata, (TypeReferenceHandle)type.ResolutionScope);
            case HandleKind.AssemblyReference:
                var assembly = metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name);
                return assembly == "Distill.AbsentPackages" ? s_declared[metadata.GetString(type.Namespace)]
                    : s_packages.Any(p => assembly.StartsWith(p, StringComparison.Ordinal)) ? assembly
                    : null;
            default:
                return null;
        }
    }

    private static TypeReferenceHandle? Parent(MetadataReader metadata, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => (TypeReferenceHandle)parent,
        HandleKind.TypeSpecification => SignatureNames.DefinitionOf(metadata, (TypeSpecificationHandle)parent),
        _ => null,
    };

    private static Dictionary<string, string> Versions(string deps) => JsonNode.Parse(File.ReadAllText(deps))!["libraries"]!.AsObject()
        .Where(l => l.Value!["type"]!.GetValue<string>() == "package")
        .Select(l => l.Key.Split('/'))
        .ToDictionary(l => l[0], l => l[1]);

    private static string Pinned(string package) => System.Text.RegularExpressions.Regex.Match(
        Repository.Read("Directory.Packages.props"), $"Include=\"{package}\" Version=\"([^\"]+)\"").Groups[1].Value;
}

using System.Xml.Linq;

namespace Distill.Architecture.Tests;

public sealed class OptionsConventionTests
{
    /// <summary>The libraries whose options say what they are by themselves; those of programs are described in docs/configuration.md.</summary>
    private static readonly Project[] s_libraries = [Project.Named("Distill.Core"), Project.Named("Distill.Honeypots")];

    private static readonly Dictionary<string, string> s_summaries = s_libraries
        .SelectMany(p => XDocument.Load(Path.ChangeExtension(p.Assembly.Location, ".xml")).Descendants("member"))
        // The code of regular expressions is generated into each library under the same names.
        .DistinctBy(m => (string)m.Attribute("name")!)
        .ToDictionary(m => (string)m.Attribute("name")!, m => m.Element("summary")?.Value.Trim() ?? "");

    public static TheoryData<string> Options =>
        [
            .. from project in s_libraries
            from type in project.Assembly.GetTypes()
            where type.Name == "EventLimits" || type.Name.EndsWith("Options", StringComparison.Ordinal)
            from property in type.GetProperties()
            where property.SetMethod is not null
            select $"{type.FullName!.Replace('+', '.')}.{property.Name}",
        ];

    [Theory]
    [MemberData(nameof(Options))]
    public void Option_IsDocumentedWithItsDefault(string option) =>
        Assert.Contains("Default", s_summaries.GetValueOrDefault($"P:{option}", ""), StringComparison.Ordinal);
}

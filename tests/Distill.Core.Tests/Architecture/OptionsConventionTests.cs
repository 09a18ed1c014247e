using System.Reflection;
using System.Xml.Linq;
using Distill.Core.Events;
using Distill.Core.Options;

namespace Distill.Core.Tests.Architecture;

public sealed class OptionsConventionTests
{
    private static readonly Assembly s_core = typeof(DetectionOptions).Assembly;

    private static readonly Dictionary<string, string> s_summaries = XDocument
        .Load(Path.ChangeExtension(s_core.Location, ".xml"))
        .Descendants("member")
        .ToDictionary(m => (string)m.Attribute("name")!, m => m.Element("summary")?.Value.Trim() ?? "");

    public static TheoryData<string> Options =>
        [
            .. from type in s_core.GetTypes()
            where type == typeof(EventLimits) || type.Name.EndsWith("Options", StringComparison.Ordinal)
            from property in type.GetProperties()
            where property.SetMethod is not null
            select $"{type.FullName!.Replace('+', '.')}.{property.Name}",
        ];

    [Theory]
    [MemberData(nameof(Options))]
    public void Option_IsDocumentedWithItsDefault(string option)
    {
        var summary = s_summaries.GetValueOrDefault($"P:{option}", "");
        Assert.Contains("Default", summary, StringComparison.Ordinal);
    }
}

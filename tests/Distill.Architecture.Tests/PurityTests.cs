using System.Reflection;

namespace Distill.Architecture.Tests;

/// <summary>The same input gives the same output: these projects take times and bytes, and reach for nothing outside.</summary>
public sealed class PurityTests
{
    /// <summary>The only package of the cloud or of hosting that each may reference.</summary>
    private static readonly Dictionary<string, string?> s_pure = new()
    {
        ["Distill.Contracts"] = null,
        ["Distill.Statistics"] = null,
        ["Distill.Core"] = null,
        ["Distill.Honeypots"] = "Microsoft.Extensions.Logging.Abstractions",
    };

    private static readonly Type[] s_outside =
    [
        typeof(File),
        typeof(Directory),
        typeof(FileStream),
        typeof(Console),
        typeof(TimeProvider),
        typeof(System.Diagnostics.Stopwatch),
    ];

    private static readonly string[] s_unrepeatable =
    [
        "DateTime.get_Now",
        "DateTime.get_UtcNow",
        "DateTime.get_Today",
        "DateTimeOffset.get_Now",
        "DateTimeOffset.get_UtcNow",
        "Guid.NewGuid",
        "Guid.CreateVersion7",
        "Random.get_Shared",
        "Random.ctor()",
        "Environment.get_TickCount",
        "Environment.get_TickCount64",
        "Environment.GetEnvironmentVariable",
    ];

    public static TheoryData<string> Pure => [.. s_pure.Keys];

    [Theory]
    [MemberData(nameof(Pure))]
    public void Project_ReferencesNoCloudAndNoWeb(string project) =>
        Assert.DoesNotContain(
            Project.Named(project).Assembly.GetReferencedAssemblies().Select(a => a.Name!),
            name =>
                name != s_pure[project]
                && (
                    name.StartsWith("Azure", StringComparison.Ordinal)
                    || name.StartsWith("Microsoft.", StringComparison.Ordinal)
                    || name.StartsWith("Amqp", StringComparison.Ordinal)
                    || name is "System.Net.Http" or "System.Net.Sockets"
                )
        );

    [Theory]
    [MemberData(nameof(Pure))]
    public void Project_ReadsNoClockNoFileAndNothingByChance(string project)
    {
        var uses =
            from type in Project.Named(project).Assembly.GetTypes()
            from member in References.Of(type)
            let name = Name(member)
            where s_outside.Contains(member) || s_unrepeatable.Contains(name)
            select $"{type.FullName} uses {name}";
        Rule.HasNoBreach(uses.Distinct().Order());
    }

    private static string Name(MemberInfo member) =>
        member switch
        {
            Type type => type.Name,
            ConstructorInfo constructor =>
                $"{constructor.DeclaringType!.Name}.ctor({string.Join(", ", constructor.GetParameters().Select(p => p.ParameterType.Name))})",
            _ => $"{member.DeclaringType?.Name}.{member.Name}",
        };
}

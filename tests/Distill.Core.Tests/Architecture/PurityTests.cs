using System.Reflection;
using Distill.Contracts;

namespace Distill.Core.Tests.Architecture;

public sealed class PurityTests
{
    private static readonly Assembly s_core = typeof(AccountId).Assembly;

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

    [Fact]
    public void Core_ReferencesNoCloudNoWebAndNoLogging() =>
        Assert.DoesNotContain(
            s_core.GetReferencedAssemblies().Select(a => a.Name!),
            name =>
                name.StartsWith("Azure", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.", StringComparison.Ordinal)
                || name.StartsWith("Amqp", StringComparison.Ordinal)
                || name is "System.Net.Http" or "System.Net.Sockets"
        );

    [Fact]
    public void Core_ReadsNoClockNoFileAndNothingByChance()
    {
        var uses =
            from type in s_core.GetTypes()
            from member in References.Of(type)
            let name = Name(member)
            where s_outside.Contains(member) || s_unrepeatable.Contains(name)
            select $"{type.FullName} uses {name}";
        Assert.Equal("", string.Join('\n', uses.Distinct().Order()));
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

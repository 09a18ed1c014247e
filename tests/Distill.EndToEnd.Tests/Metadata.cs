using System.Reflection;

namespace Distill.EndToEnd.Tests;

/// <summary>Where the build put what the tests run.</summary>
internal static class Metadata
{
    public static string App { get; } = Read("App");

    public static string JavaScript { get; } = Read("JavaScript");

    private static string Read(string key) =>
        Path.GetFullPath(typeof(Metadata).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!);
}

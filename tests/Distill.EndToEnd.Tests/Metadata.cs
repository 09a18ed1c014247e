using System.Reflection;

namespace Distill.EndToEnd.Tests;

/// <summary>Where the build put what the tests run.</summary>
internal static class Metadata
{
    /// <summary>The Event Hubs endpoint as a program.</summary>
    public static string Hub { get; } = Read("Hub");

    public static string JavaScript { get; } = Read("JavaScript");

    private static string Read(string key) =>
        Path.GetFullPath(typeof(Metadata).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!);
}

using System.Reflection;

namespace Distill.Cli.Demo;

/// <summary>Where the build put the development host and the Functions app. They run as processes of their own.</summary>
internal static class BuildOutput
{
    /// <summary>The host's program.</summary>
    public static string LocalHost { get; } = Read("LocalHost");

    /// <summary>The app's folder.</summary>
    public static string App { get; } = Read("App");

    private static string Read(string key) =>
        Path.GetFullPath(typeof(BuildOutput).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!);
}

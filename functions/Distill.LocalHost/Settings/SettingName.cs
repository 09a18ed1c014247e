namespace Distill.LocalHost.Settings;

/// <summary>A__B is how the environment, and so an Azure app, writes A:B.</summary>
internal static class SettingName
{
    public static string Normalize(string name) => name.Replace("__", ":", StringComparison.Ordinal);

    /// <summary>Lets <c>--A__B=x</c> and <c>--A__B x</c> name the same setting as the environment's A__B.</summary>
    public static string[] NormalizeArguments(IEnumerable<string> args) => [.. args.Select(arg =>
    {
        if (!arg.StartsWith("--", StringComparison.Ordinal))
            return arg;
        var end = arg.IndexOf('=', StringComparison.Ordinal);
        return end < 0 ? Normalize(arg) : Normalize(arg[..end]) + arg[end..];
    })];

    /// <summary>How a person writes it in the environment.</summary>
    public static string Written(string name) => name.Replace(":", "__", StringComparison.Ordinal);
}

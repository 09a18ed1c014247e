using System.Diagnostics;
using System.Runtime.InteropServices;

#pragma warning disable CA1050 // The runtime looks for a type of this name outside any namespace.

/// <summary>
/// Runs inside the worker, before its Main: DOTNET_STARTUP_HOOKS names this assembly there. It ends the worker when the host is gone. The
/// host holds the
/// worker's standard input open; however the host dies, the system closes it. So nothing else of the host may be used here.
/// </summary>
internal static partial class StartupHook
{
    /// <summary>Set by the host for the process that it starts, and for none that this one starts.</summary>
    public const string LeashSetting = "DISTILL_LOCALHOST_LEASH";

    private const string HooksSetting = "DOTNET_STARTUP_HOOKS";

    /// <summary>The runtime's name for what it calls.</summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(LeashSetting) is null)
        {
            return;
        }
        Environment.SetEnvironmentVariable(LeashSetting, null);
        Environment.SetEnvironmentVariable(HooksSetting, OtherHooks());
        LeaveProcessGroup();
        // A thread of its own: the pool may be busy with the app's work, and then nobody would notice.
        new Thread(WaitForHost) { IsBackground = true, Name = "Leash" }.Start();
    }

    // A Ctrl-C in a terminal goes to every process of the group. The host alone decides when the worker ends.
    private static void LeaveProcessGroup()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetProcessGroup(0, 0);
        }
    }

    private static void WaitForHost()
    {
        using var input = Console.OpenStandardInput();
        try
        {
            while (input.ReadByte() >= 0) { }
        }
        catch (IOException)
        {
            // A broken pipe says the same as its end.
        }
        // At once, without the app's own farewells: nobody is left to serve, and another host may have taken over.
        Process.GetCurrentProcess().Kill();
    }

    private static string? OtherHooks()
    {
        var ours = typeof(StartupHook).Assembly.Location;
        var others = (Environment.GetEnvironmentVariable(HooksSetting) ?? "").Split(Path.PathSeparator).Where(hook => hook != ours);
        return string.Join(Path.PathSeparator, others) is { Length: > 0 } hooks ? hooks : null;
    }

    [LibraryImport("libc", EntryPoint = "setpgid", SetLastError = true)]
    private static partial int SetProcessGroup(int pid, int group);
}

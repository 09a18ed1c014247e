using System.Diagnostics;
using System.Runtime.InteropServices;

#pragma warning disable CA1050 // The runtime looks for a type of this name outside any namespace.

/// <summary>
/// Ends the worker when the host is gone. It runs inside the worker, before its Main, because DOTNET_STARTUP_HOOKS names this assembly. The host
/// holds the worker's standard input open. However the host ends, the system closes that input. As this runs in the worker, it must not use any
/// other type of the host.
/// </summary>
internal static partial class StartupHook
{
    /// <summary>A variable that the host sets for the worker. The hook removes it, so that the worker's own child processes don't get it.</summary>
    public const string LeashSetting = "DISTILL_LOCALHOST_LEASH";

    private const string HooksSetting = "DOTNET_STARTUP_HOOKS";

    /// <summary>The method that the runtime calls. The runtime prescribes its name.</summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(LeashSetting) is null)
        {
            return;
        }
        Environment.SetEnvironmentVariable(LeashSetting, null);
        Environment.SetEnvironmentVariable(HooksSetting, OtherHooks());
        LeaveProcessGroup();
        // It needs a thread of its own, since the app may occupy the whole thread pool.
        new Thread(WaitForHost) { IsBackground = true, Name = "Leash" }.Start();
    }

    // Leaves the host's process group. A Ctrl-C in a terminal goes to all processes of a group, but only the host decides when the worker ends.
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
            // A broken pipe means the same as the end of the input.
        }
        // Kill at once, without the app's own shutdown. There is no host to answer to, and another one may have taken over.
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

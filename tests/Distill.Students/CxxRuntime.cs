namespace Distill.Students;

/// <summary>
/// Lets TorchSharp's library load where the C++ runtime is that of GCC 12, such as on Debian 12. The library was linked with GCC 13. It names one
/// symbol of that runtime, <c>std::ios_base_library_init()</c>, which nothing in it ever uses; but the loader refuses it, because the version
/// GLIBCXX_3.4.32 is missing. So the copy beside this program gets the flag that makes this one version optional (VER_FLG_WEAK, Linux Standard Base
/// 5.0, 10.7.2.4).
/// </summary>
internal static class CxxRuntime
{
    // Elfxx_Vernaux: the hash of "GLIBCXX_3.4.32", then the flags, of which none is set.
    private static readonly byte[] s_required = [0x42, 0xf8, 0x97, 0x02, 0, 0];
    private static readonly byte[] s_optional = [0x42, 0xf8, 0x97, 0x02, 2, 0];

    /// <summary>Call it before anything of TorchSharp.</summary>
    public static void Prepare()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
        if (!OperatingSystem.IsLinux() || !File.Exists(path))
        {
            return;
        }

        var library = File.ReadAllBytes(path);
        var at = library.AsSpan().IndexOf(s_required);
        if (at >= 0 && library.AsSpan(at + 1).IndexOf(s_required) < 0)
        {
            s_optional.CopyTo(library, at);
            File.WriteAllBytes(path, library);
        }
    }
}

using System.Reflection;
using System.Runtime.CompilerServices;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where an app on the isolated worker begins.</summary>
public static class FunctionsApplication
{
    /// <summary>Starts an app whose functions are those of the calling assembly, which is the entry assembly of every app.</summary>
    // Not inlined: the calling assembly would be another one. It is asked for, rather than the entry assembly, so that a test host can run the app.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args, Assembly.GetCallingAssembly().GetTypes());
}

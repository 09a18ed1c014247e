using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.LocalHost.Settings;

namespace Distill.LocalHost.Worker;

/// <summary>An app's folder as the build leaves it, and how its worker is started.</summary>
/// <param name="Folder">Full path; it holds worker.config.json and the app.</param>
/// <param name="Executable">What to run.</param>
/// <param name="Arguments">What comes before the host's own arguments.</param>
internal sealed record WorkerApp(string Folder, string Executable, IReadOnlyList<string> Arguments)
{
    private const string ConfigName = "worker.config.json";

    // How the file writes the folder that it is in.
    private const string RootPlaceholder = "{WorkerRoot}";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <exception cref="StartupException">The folder holds no app that was built for the isolated worker.</exception>
    public static WorkerApp Read(string folder)
    {
        var path = Path.Combine(folder, ConfigName);
        try
        {
            if (
                JsonSerializer.Deserialize<Config>(File.ReadAllText(path), s_json)?.Description is
                { DefaultExecutablePath: { Length: > 0 } executable } description
            )
            {
                return new WorkerApp(
                    folder,
                    executable.Replace(RootPlaceholder, folder + Path.DirectorySeparatorChar, StringComparison.Ordinal),
                    [
                        .. description.Arguments ?? [],
                        .. description.DefaultWorkerPath is { Length: > 0 } worker ? [Path.Combine(folder, worker)] : Array.Empty<string>(),
                    ]
                );
            }
            throw new StartupException($"{path} does not say how to start the worker: description.defaultExecutablePath is missing.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{folder} holds no functions app: {e.Message} Build the app, or name its output folder with --app.", e);
        }
        catch (JsonException e)
        {
            throw new StartupException($"{path} is not JSON: {e.Message}", e);
        }
    }

    private sealed record Config([property: JsonRequired] Description Description);

    private sealed record Description(string? DefaultExecutablePath, string? DefaultWorkerPath, IReadOnlyList<string>? Arguments);
}

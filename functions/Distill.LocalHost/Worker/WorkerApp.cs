using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.LocalHost.Settings;

namespace Distill.LocalHost.Worker;

/// <summary>The output folder of an app, and how to start its worker.</summary>
/// <param name="Folder">The folder's full path. It contains worker.config.json and the app.</param>
/// <param name="Executable">The program to run.</param>
/// <param name="Arguments">The arguments before the host's own.</param>
internal sealed record WorkerApp(string Folder, string Executable, IReadOnlyList<string> Arguments)
{
    private const string ConfigName = "worker.config.json";

    // In worker.config.json, this stands for the folder of that file.
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

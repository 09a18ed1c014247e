using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Distill.EndToEnd.Tests;

/// <summary>Asks the host's admin routes.</summary>
internal sealed class AdminClient(Uri http) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = http };

    /// <summary>Names of the functions that are loaded, in order.</summary>
    public async Task<string[]> FunctionsAsync()
    {
        var functions = (await _http.GetFromJsonAsync<JsonElement>("/admin/functions")).EnumerateArray();
        return [.. functions.Select(f => f.GetProperty("name").GetString()!).Order(StringComparer.Ordinal)];
    }

    /// <summary>The process of the worker that runs the functions; null while there is none.</summary>
    public async Task<int?> WorkerAsync()
    {
        var worker = (await _http.GetFromJsonAsync<JsonElement>("/admin/host/status")).GetProperty("worker");
        return worker.GetProperty("state").GetString() == "Running" ? worker.GetProperty("processId").GetInt32() : null;
    }

    /// <summary>Starts a run of a timer function; answers where its record is.</summary>
    public async Task<Uri> StartAsync(string function)
    {
        using var answer = await _http.PostAsJsonAsync($"/admin/functions/{function}", new { input = "" });
        answer.EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return answer.Headers.Location!;
    }

    /// <summary>A run's state, and its error when it failed.</summary>
    public async Task<(string State, string? Error)> ReadAsync(Uri run)
    {
        var record = await _http.GetFromJsonAsync<JsonElement>(run);
        return (record.GetProperty("state").GetString()!, record.TryGetProperty("error", out var error) ? error.GetString() : null);
    }

    public void Dispose() => _http.Dispose();
}

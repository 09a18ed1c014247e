using System.Text.Json;
using Distill.LocalHost.Rpc.Messages;
using Distill.LocalHost.Settings;
using Microsoft.Extensions.Configuration;

namespace Distill.LocalHost.Functions;

/// <summary>Reads the worker's index. Reports everything that would keep a function from running.</summary>
internal sealed class FunctionReader
{
    private readonly StartupProblems _problems;
    private readonly HttpTriggerReader _http;
    private readonly Dictionary<string, Func<string, RawBinding, Trigger?>> _readers;

    public FunctionReader(IConfiguration configuration, HostJson hostJson, StartupProblems problems)
    {
        _problems = problems;
        _http = new HttpTriggerReader(hostJson.RoutePrefix, problems);
        var expansion = new SettingExpansion(configuration, problems);
        _readers = new Dictionary<string, Func<string, RawBinding, Trigger?>>(StringComparer.OrdinalIgnoreCase)
        {
            ["httpTrigger"] = _http.Read,
            ["timerTrigger"] = new TimerTriggerReader(expansion, problems).Read,
            ["eventHubTrigger"] = new EventHubTriggerReader(configuration, expansion, problems).Read,
        };
    }

    /// <summary>Returns the valid functions, by name.</summary>
    public IReadOnlyList<Function> Read(IReadOnlyList<RpcFunctionMetadata> index)
    {
        if (index.Count == 0)
        {
            _problems.Add("The app has no functions: no method of it is marked [Function].");
        }
        foreach (var same in index.GroupBy(found => found.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            _problems.Add($"The function name {same.Key} is used by {string.Join(" and ", same.Select(found => found.EntryPoint))}.");
        }
        var functions = index.OrderBy(found => found.Name, StringComparer.Ordinal).Select(Read).OfType<Function>().ToList();
        _http.TellClashes(functions);
        return functions;
    }

    private Function? Read(RpcFunctionMetadata metadata)
    {
        List<RawBinding> triggers;
        try
        {
            triggers = [.. metadata.RawBindings.Select(RawBinding.Parse).Where(binding => binding.IsTrigger)];
        }
        catch (JsonException e)
        {
            _problems.Add($"{metadata.Name}: a binding can't be read: {e.Message}");
            return null;
        }
        if (triggers is not [var trigger])
        {
            _problems.Add($"{metadata.Name} must have exactly one trigger, but has {triggers.Count}.");
            return null;
        }
        if (!_readers.TryGetValue(trigger.Type, out var read))
        {
            _problems.Add($"{metadata.Name}: this host knows no trigger '{trigger.Type}', only {string.Join(", ", _readers.Keys)}.");
            return null;
        }
        return read(metadata.Name, trigger) is { } found
            ? new Function(metadata.Name, metadata.FunctionId, found, trigger.Name, RetryOptions.Read(metadata.RetryOptions))
            : null;
    }
}

using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Tests.Triggers;

/// <summary>
/// The features of an invocation. The worker keeps the result in a feature with an internal interface, so a proxy replaces it.
/// </summary>
internal sealed class FakeFeatures : IInvocationFeatures
{
    private readonly Dictionary<Type, object> _features = [];

    public T? Get<T>()
    {
        if (!_features.TryGetValue(typeof(T), out var feature) && typeof(T).Name == "IFunctionBindingsFeature")
        {
            _features[typeof(T)] = feature = DispatchProxy.Create<T, Properties>()!;
        }

        return (T?)feature;
    }

    public void Set<T>(T instance) => _features[typeof(T)] = instance!;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A proxy whose properties keep the values that they are set to.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "A proxy is a type derived from it.")]
    public class Properties : DispatchProxy
    {
        private readonly Dictionary<string, object?> _values = [];

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name.Split('_', 2) switch
            {
                ["set", var name] => _values[name] = args![0],
                [_, var name] => _values.GetValueOrDefault(name),
                _ => throw new NotSupportedException(targetMethod.Name),
            };
    }
}

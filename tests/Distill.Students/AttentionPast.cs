using static TorchSharp.torch;

namespace Distill.Students;

/// <summary>Keys and values of the places that a layer has seen, so that each new place costs one step.</summary>
internal sealed class AttentionPast : IDisposable
{
    private Tensor? _keys;
    private Tensor? _values;

    /// <summary>Adds the newest places. Returns all.</summary>
    public (Tensor Keys, Tensor Values) Add(Tensor keys, Tensor values)
    {
        var (allKeys, allValues) = (
            _keys is null ? keys.clone() : cat([_keys, keys], 2),
            _values is null ? values.clone() : cat([_values, values], 2)
        );
        Dispose();
        (_keys, _values) = (allKeys.DetachFromDisposeScope(), allValues.DetachFromDisposeScope());
        return (_keys, _values);
    }

    public void Dispose()
    {
        _keys?.Dispose();
        _values?.Dispose();
    }
}

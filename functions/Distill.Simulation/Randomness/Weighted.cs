namespace Distill.Simulation.Randomness;

/// <summary>Values with weights. A value is drawn by a walk over the running sums, which is quickest for the few dozen values used here.</summary>
internal sealed class Weighted<T>
{
    private readonly double[] _sums;

    public Weighted(params (T Value, double Weight)[] entries)
    {
        Values = Array.ConvertAll(entries, entry => entry.Value);
        _sums = new double[entries.Length];
        var sum = 0.0;
        for (var i = 0; i < entries.Length; i++)
        {
            _sums[i] = sum += entries[i].Weight;
        }

        if (!(sum > 0))
        {
            throw new ArgumentException("Weights must sum to more than zero.", nameof(entries));
        }
    }

    public T[] Values { get; }

    public T Draw(ref Rng rng)
    {
        var at = rng.Unit() * _sums[^1];
        var i = 0;
        while (i < _sums.Length - 1 && _sums[i] <= at)
        {
            i++;
        }

        return Values[i];
    }

    /// <summary>Returns values with the weights 1/(rank + 1)^exponent, so the first of the list is the most popular.</summary>
    public static Weighted<T> Zipf(IReadOnlyList<T> values, double exponent)
    {
        var entries = new (T, double)[values.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = (values[i], Math.Pow(i + 1, -exponent));
        }

        return new(entries);
    }
}

namespace Distill.Files;

/// <summary>How far a piece of work has come. The work writes it; the display reads it.</summary>
public sealed class Gauge
{
    private long _value;
    private long _total;

    /// <summary>Units done.</summary>
    public long Value => Interlocked.Read(ref _value);

    /// <summary>Units in all; 0 while unknown.</summary>
    public long Total
    {
        get => Interlocked.Read(ref _total);
        set => Interlocked.Exchange(ref _total, value);
    }

    public double Fraction => Total == 0 ? 0 : Math.Min(1, (double)Value / Total);

    public void Add(long units) => Interlocked.Add(ref _value, units);

    public void Set(long units) => Interlocked.Exchange(ref _value, units);
}

using System.Runtime.InteropServices;
using Distill.Contracts.Verdicts;

namespace Distill.Client.Verdicts;

/// <summary>A verdict in 16 bytes. Times are whole seconds since 1970 and reach to 2106.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct PackedVerdict
{
    private const int ScoreShift = 8,
        GenerationShift = 16;
    private const uint SimulatedBit = 1 << 6,
        Never = uint.MaxValue;

    /// <summary>The cluster's number in the list of names; 0 means no cluster.</summary>
    public int Cluster;

    private uint _firstFlagged,
        _expires,
        _bits;

    /// <summary>Packs level, action and flags into the low bits, and score and generation into the high ones.</summary>
    public PackedVerdict(VerdictLevel level, VerdictAction action, bool simulated, int score, ushort generation)
    {
        _expires = Never;
        _bits =
            (uint)level
            | ((uint)action << 3)
            | (simulated ? SimulatedBit : 0)
            | ((uint)Math.Clamp(score, 0, 100) << ScoreShift)
            | ((uint)generation << GenerationShift);
    }

    public readonly VerdictLevel Level => (VerdictLevel)(_bits & 7);

    public readonly VerdictAction Action => (VerdictAction)((_bits >> 3) & 7);

    public readonly bool Simulated => (_bits & SimulatedBit) != 0;

    public readonly int Score => (int)((_bits >> ScoreShift) & 0xFF);

    /// <summary>The number of the snapshot that the verdict came with, or after.</summary>
    public ushort Generation
    {
        readonly get => (ushort)(_bits >> GenerationShift);
        set => _bits = (_bits & 0xFFFF) | ((uint)value << GenerationShift);
    }

    public DateTimeOffset? FirstFlagged
    {
        readonly get => Time(_firstFlagged);
        set => _firstFlagged = Seconds(value);
    }

    public DateTimeOffset? Expires
    {
        readonly get => Time(_expires == Never ? 0 : _expires);
        set => _expires = value is null ? Never : Math.Min(Seconds(value), Never - 1);
    }

    /// <summary>Returns whether the verdict has expired at that time, in seconds since 1970.</summary>
    public readonly bool HasExpired(uint now) => now >= _expires;

    private static DateTimeOffset? Time(uint seconds) => seconds == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(seconds);

    /// <summary>Returns seconds since 1970; 0 for no time. A time out of range becomes the nearest one in range.</summary>
    private static uint Seconds(DateTimeOffset? time) => time is { } it ? (uint)Math.Clamp(it.ToUnixTimeSeconds(), 1, uint.MaxValue) : 0;
}

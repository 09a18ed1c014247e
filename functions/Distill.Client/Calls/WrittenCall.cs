using System.Buffers;

namespace Distill.Client.Calls;

/// <summary>An event to send. Its bytes are in a rented array, which is returned when the event is settled.</summary>
internal readonly struct WrittenCall(string account, ReadOnlySpan<byte> json)
{
    private readonly byte[] _rented = Rent(json);
    private readonly int _length = json.Length;

    public string Account { get; } = account;

    public ReadOnlyMemory<byte> Json => _rented.AsMemory(0, _length);

    public void Return() => ArrayPool<byte>.Shared.Return(_rented);

    private static byte[] Rent(ReadOnlySpan<byte> json)
    {
        var rented = ArrayPool<byte>.Shared.Rent(json.Length);
        json.CopyTo(rented);
        return rented;
    }
}

using System.Buffers;

namespace Distill.Client.Calls;

/// <summary>An event on its way, in a rented array that goes back when it is settled.</summary>
internal readonly struct WrittenCall(string account, ReadOnlySpan<byte> json)
{
    readonly byte[] rented = Rent(json);
    readonly int length = json.Length;

    public string Account { get; } = account;

    public ReadOnlyMemory<byte> Json => rented.AsMemory(0, length);

    public void Return() => ArrayPool<byte>.Shared.Return(rented);

    static byte[] Rent(ReadOnlySpan<byte> json)
    {
        var rented = ArrayPool<byte>.Shared.Rent(json.Length);
        json.CopyTo(rented);
        return rented;
    }
}

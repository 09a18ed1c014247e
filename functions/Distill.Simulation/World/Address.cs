using System.Globalization;

namespace Distill.Simulation.World;

/// <summary>An IP address: IPv6 if <see cref="Prefix64"/> is not zero, otherwise IPv4.</summary>
internal readonly record struct Address(Network Network, uint V4, ulong Prefix64 = 0, ulong Host64 = 0)
{
    public int Format(Span<char> into)
    {
        int written;
        if (Prefix64 == 0)
        {
            into.TryWrite(CultureInfo.InvariantCulture, $"{V4 >> 24}.{V4 >> 16 & 255}.{V4 >> 8 & 255}.{V4 & 255}", out written);
        }
        else
        {
            into.TryWrite(
                CultureInfo.InvariantCulture,
                $"{Prefix64 >> 48:x}:{Prefix64 >> 32 & 0xffff:x}:{Prefix64 >> 16 & 0xffff:x}:{Prefix64 & 0xffff:x}:"
                    + $"{Host64 >> 48:x}:{Host64 >> 32 & 0xffff:x}:{Host64 >> 16 & 0xffff:x}:{Host64 & 0xffff:x}",
                out written
            );
        }

        return written;
    }
}

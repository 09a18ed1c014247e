using System.Net;
using System.Net.Sockets;

namespace Distill.LocalHost.Machine;

/// <summary>Finds out whether a port of this machine is open.</summary>
internal static class LoopbackPort
{
    public static async Task<bool> IsOpenAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient(AddressFamily.InterNetwork);
        try
        {
            await client.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

using System.Text;

namespace Distill.LocalHost.Azurite;

/// <summary>Makes and recognizes connection strings of development storage.</summary>
internal static class AzuriteConnection
{
    private const string Account = "devstoreaccount1";

    // Microsoft publishes this key, and it is the same on every machine. So it is no secret.
    private const string WellKnownKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static bool IsDevelopment(string? value) =>
        value is not null && value.Trim().TrimEnd(';').Equals("UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the explicit form of the connection string. It omits endpoints with port 0, since their ports are unknown.</summary>
    public static string For(int blobPort, int queuePort, int tablePort)
    {
        var text = new StringBuilder($"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={WellKnownKey};");
        foreach (var (name, port) in new[] { ("Blob", blobPort), ("Queue", queuePort), ("Table", tablePort) })
        {
            if (port != 0)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{name}Endpoint=http://127.0.0.1:{port}/{Account};");
            }
        }
        return text.ToString();
    }
}

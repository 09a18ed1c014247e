using System.Text;

namespace Distill.LocalHost.Azurite;

/// <summary>Connection strings of development storage.</summary>
internal static class AzuriteConnection
{
    private const string Account = "devstoreaccount1";

    // Published by Microsoft and the same on every machine: it protects nothing.
    private const string WellKnownKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static bool IsDevelopment(string? value) =>
        value is not null && value.Trim().TrimEnd(';').Equals("UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The explicit form, with the endpoints whose port is known: 0 leaves one out.</summary>
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

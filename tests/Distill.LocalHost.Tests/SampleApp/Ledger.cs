using Microsoft.Extensions.Configuration;

namespace Distill.LocalHost.SampleApp;

/// <summary>What the functions have seen, in a file that outlives the worker, and the gates at which tests hold them: files too.</summary>
public sealed class Ledger(IConfiguration configuration)
{
    private readonly Lock _lock = new();
    private readonly string _folder = Directory.CreateDirectory(configuration["LedgerFolder"]!).FullName;

    private string Entries => Path.Combine(_folder, "ledger.txt");

    public void Note(string entry)
    {
        lock (_lock)
        {
            File.AppendAllText(Entries, entry + "\n");
        }
    }

    public bool Has(string entry) => File.Exists(Entries) && File.ReadAllLines(Entries).Contains(entry);

    /// <summary>Waits until a test opens the gate, and notes when the invocation is called off.</summary>
    public async Task WaitAsync(string gate, CancellationToken cancellationToken)
    {
        Note($"{gate} began");
        try
        {
            while (!File.Exists(Path.Combine(_folder, gate)))
            {
                await Task.Delay(20, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            Note($"{gate} cancelled");
            throw;
        }
    }
}

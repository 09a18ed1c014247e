using System.IO.Compression;
using System.Text;
using Distill.Simulation.Prompts;
using Distill.Simulation.World;

namespace Distill.Simulation.Tests.Prompts;

public sealed class CorpusPromptsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("corpus").FullName;

    public void Dispose() => Directory.Delete(_directory, true);

    [Theory]
    [InlineData("""{"prompt":"one"}""", "one")]
    [InlineData("""{"instruction":"do it","input":"to this"}""", "do it\nto this")]
    [InlineData("""{"instruction":"do it","input":""}""", "do it")]
    [InlineData("""{"question":"why"}""", "why")]
    [InlineData("""{"turns":["first","second"]}""", "first")]
    [InlineData("""{"turns":[{"content":"said"}]}""", "said")]
    [InlineData("""{"id":7,"text":"plain","label":3}""", "plain")]
    [InlineData("""{"messages":[{"role":"user","content":"hello"}]}""", "hello")]
    [InlineData("\"bare\"", "bare")]
    public void Row_IsReadByAnyOfTheUsualNames(string row, string prompt)
    {
        Put("a.jsonl", row);
        Assert.Equal(prompt, Body(CorpusPrompts.Read(_directory), 0));
    }

    [Fact]
    public void TextAndGzip_AreReadToo_AndBrokenRowsArePassedOver()
    {
        Put("a.txt", "one\n\ntwo\n");
        Put("b.jsonl", "{\"prompt\":\"three\"}\nnot json\n{\"other\":1}\n");
        using (var gzip = new GZipStream(File.Create(Path.Combine(_directory, "c.jsonl.gz")), CompressionMode.Compress))
        {
            gzip.Write(Encoding.UTF8.GetBytes("{\"text\":\"four\"}\n"));
        }

        Assert.Equal(4, CorpusPrompts.Read(_directory).Count);
    }

    [Fact]
    public void DataSet_IsWorkedThroughWithoutRepeating()
    {
        Put("a.txt", string.Join('\n', Enumerable.Range(0, 97).Select(i => $"prompt {i}")));
        var corpus = CorpusPrompts.Read(_directory);
        Assert.Equal(97, Enumerable.Range(0, 97).Select(i => Body(corpus, 3000u + (uint)i)).Distinct().Count());
    }

    [Fact]
    public void Simulation_TakesItsBodiesFromTheCorpus()
    {
        Put("a.txt", string.Join('\n', Enumerable.Range(0, 500).Select(i => $"quaggafish {i}")));
        var run = new SimulationRun(Ladder.Thin(Some.Size(100, 20, 2)), CorpusPrompts.Read(_directory));
        var calls = Some.Read(run).CampaignCalls.ToList();
        Assert.True(calls.Count(c => c.Text("prompt").Contains("quaggafish", StringComparison.Ordinal)) > .7 * calls.Count);
    }

    [Fact]
    public void EmptyOrMissingDirectory_SaysSo()
    {
        Assert.Throws<InvalidDataException>(() => CorpusPrompts.Read(_directory));
        Assert.Throws<DirectoryNotFoundException>(() => CorpusPrompts.Read(Path.Combine(_directory, "none")));
    }

    private void Put(string name, string text) => File.WriteAllText(Path.Combine(_directory, name), text);

    private static string Body(CorpusPrompts corpus, uint item)
    {
        var text = new PromptText();
        corpus.Write(PromptTask.Answer, Language.English, 1, item, text);
        return text.ToString();
    }
}

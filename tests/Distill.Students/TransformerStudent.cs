using Distill.Honeypots.Attribution;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Distill.Students;

/// <summary>A small language model of today's kind: a transformer that predicts the next token (Radford and others 2019, at a thousandth).</summary>
internal sealed class TransformerStudent : Module<Tensor, Tensor>
{
    /// <summary>The most tokens that it sees at once.</summary>
    public const int Context = 128;

    private const int Width = 224;
    private const int Heads = 4;
    private const int Blocks = 4;

    // Texts that are scored or written at once.
    private const int ScoredAtOnce = 32;
    private const int WrittenAtOnce = 128;

    private readonly StudentVocabulary _vocabulary;
    private readonly Embedding _words;
    private readonly Embedding _places;
    private readonly ModuleList<TransformerBlock> _blocks;
    private readonly LayerNorm _norm;

    public TransformerStudent(StudentVocabulary vocabulary)
        : base("student")
    {
        _vocabulary = vocabulary;
        _words = Embedding(vocabulary.Count, Width);
        _places = Embedding(Context, Width);
        _blocks = new ModuleList<TransformerBlock>([.. Enumerable.Range(0, Blocks).Select(_ => new TransformerBlock(Width, Heads))]);
        _norm = LayerNorm(Width);
        RegisterComponents();
        using (no_grad())
        {
            // Small, because the same weights predict the next word.
            const double Start = 0.02;
            init.normal_(_words.weight!, 0, Start);
            init.normal_(_places.weight!, 0, Start);
        }
    }

    public long Parameters => parameters().Sum(p => p.numel());

    /// <summary>Texts x places in, as token numbers; texts x places x tokens out, as logits of the next token.</summary>
    public override Tensor forward(Tensor input) => Forward(input, 0, null);

    private Tensor Forward(Tensor input, long from, AttentionPast[]? past)
    {
        var state = _words.call(input) + _places.call(arange(from, from + input.shape[1], dtype: ScalarType.Int64));
        for (var i = 0; i < _blocks.Count; i++)
        {
            state = _blocks[i].Forward(state, past?[i]);
        }

        return matmul(_norm.call(state), _words.weight!.t());
    }

    /// <summary>The tokens of texts as one row, with an end behind each.</summary>
    public long[] Row(IEnumerable<string> texts) =>
        [.. texts.SelectMany(t => _vocabulary.Encode(t).Append(StudentVocabulary.End)).Select(i => (long)i)];

    /// <summary>Mean loss of the next token in nats. Rows as <see cref="Context"/> + 1 tokens each.</summary>
    public Tensor Loss(Tensor rows)
    {
        var (places, tokens) = (rows.shape[1] - 1, (long)_vocabulary.Count);
        var logits = call(rows.narrow(1, 0, places));
        return functional.cross_entropy(logits.reshape(-1, tokens), rows.narrow(1, 1, places).reshape(-1));
    }

    /// <summary>The mean loss of texts in nats a token.</summary>
    public double LossOf(IReadOnlyList<string> texts)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var rows = StudentTraining.Rows(Row(texts));
        var sum = 0.0;
        foreach (var batch in rows.Chunk(ScoredAtOnce))
        {
            using var inner = NewDisposeScope();
            sum += batch.Length * Loss(StudentTraining.Batch(batch)).item<float>();
        }

        return sum / rows.Count;
    }

    /// <summary>Returns the log-probabilities of both ways to go on, for each question.</summary>
    public IReadOnlyList<(double First, double Second)> Score(IReadOnlyList<ProbeQuestion> questions)
    {
        var scores = new double[2 * questions.Count];
        var texts = questions
            .SelectMany((q, i) => new[] { (Place: 2 * i, q.Beginning, Way: q.First), (Place: (2 * i) + 1, q.Beginning, Way: q.Second) })
            .Select(t => (t.Place, Way: _vocabulary.Encode(t.Way).ToArray(), Beginning: _vocabulary.Encode(t.Beginning).ToArray()))
            .Select(t => (t.Place, Ids: (int[])[StudentVocabulary.End, .. t.Beginning, .. t.Way], Known: 1 + t.Beginning.Length))
            .Select(t => t.Ids.Length <= Context ? t : (t.Place, Ids: t.Ids[^Context..], Known: t.Known - t.Ids.Length + Context))
            .OrderBy(t => t.Ids.Length);
        using var still = no_grad();
        foreach (var batch in texts.Chunk(ScoredAtOnce))
        {
            using var scope = NewDisposeScope();
            var longest = batch.Max(t => t.Ids.Length);
            var ids = tensor(
                [.. batch.SelectMany(t => t.Ids.Concat(Enumerable.Repeat(0, longest - t.Ids.Length)).Select(i => (long)i))],
                [batch.Length, longest]
            );
            var all = functional.log_softmax(call(ids.narrow(1, 0, longest - 1)), 2);
            var next = all.gather(2, ids.narrow(1, 1, longest - 1).unsqueeze(2)).squeeze(2).data<float>().ToArray();
            for (var i = 0; i < batch.Length; i++)
            {
                for (var at = batch[i].Known; at < batch[i].Ids.Length; at++)
                {
                    scores[batch[i].Place] += next[(i * (longest - 1)) + at - 1];
                }
            }
        }

        return [.. Enumerable.Range(0, questions.Count).Select(i => (scores[2 * i], scores[(2 * i) + 1]))];
    }

    /// <summary>Writes texts of about this many tokens in all, each from nothing, as likely as the model finds them.</summary>
    public IEnumerable<string> Write(int tokens)
    {
        for (var left = tokens; left > 0; )
        {
            var written = WriteSome();
            left -= written.Sum(t => t.Count);
            foreach (var text in written)
            {
                yield return _vocabulary.Decode(text);
            }
        }
    }

    private List<int>[] WriteSome()
    {
        List<int>[] texts = [.. Enumerable.Range(0, WrittenAtOnce).Select(_ => new List<int>())];
        var open = Enumerable.Repeat(true, WrittenAtOnce).ToArray();
        AttentionPast[] past = [.. Enumerable.Range(0, Blocks).Select(_ => new AttentionPast())];
        using var still = no_grad();
        var last = new long[WrittenAtOnce];
        for (var place = 0; place < Context && open.Any(o => o); place++)
        {
            using var scope = NewDisposeScope();
            var logits = Forward(tensor(last, [WrittenAtOnce, 1]), place, past).squeeze(1);
            last = multinomial(functional.softmax(logits, 1), 1).data<long>().ToArray();
            for (var i = 0; i < WrittenAtOnce; i++)
            {
                open[i] &= last[i] != StudentVocabulary.End;
                if (open[i])
                {
                    texts[i].Add((int)last[i]);
                }
            }
        }

        foreach (var layer in past)
        {
            layer.Dispose();
        }

        return texts;
    }
}

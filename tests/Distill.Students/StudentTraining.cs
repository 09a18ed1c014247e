using static TorchSharp.torch;

namespace Distill.Students;

/// <summary>
/// Trains a student on a row of tokens: AdamW, gradients clipped, a rate that rises briefly and then falls to a tenth along a cosine.
/// </summary>
/// <param name="student">The student.</param>
/// <param name="rate">The highest rate.</param>
/// <param name="steps">How many steps the whole training has.</param>
internal sealed class StudentTraining(TransformerStudent student, double rate, int steps) : IDisposable
{
    /// <summary>How many rows a step sees.</summary>
    public const int RowsPerStep = 8;

    private const double Clip = 1;
    private const double Decay = 0.01;
    private const int WarmUp = 20;

    private readonly optim.Optimizer _optimizer = optim.AdamW(student.parameters(), rate, weight_decay: Decay);
    private int _step;

    /// <summary>How many steps one pass over a row of tokens takes.</summary>
    public static int Steps(int tokens) => (Math.Max(1, (tokens - 1) / TransformerStudent.Context) + RowsPerStep - 1) / RowsPerStep;

    /// <summary>Cuts tokens into rows, each with the token that follows.</summary>
    public static IReadOnlyList<long[]> Rows(long[] tokens) =>
        [
            .. Enumerable
                .Range(0, Math.Max(1, (tokens.Length - 1) / TransformerStudent.Context))
                .Select(i => tokens.Skip(i * TransformerStudent.Context).Take(TransformerStudent.Context + 1).ToArray()),
        ];

    public static Tensor Batch(long[][] rows) => tensor([.. rows.SelectMany(r => r)], [rows.Length, rows[0].Length]);

    /// <summary>Sees each row once, in this order. Returns the mean loss in nats a token.</summary>
    public double Pass(long[] tokens)
    {
        var (sum, count) = (0.0, 0);
        foreach (var batch in Rows(tokens).Chunk(RowsPerStep))
        {
            using var scope = NewDisposeScope();
            foreach (var group in _optimizer.ParamGroups)
            {
                group.LearningRate = rate * Factor(_step);
            }

            _step++;
            _optimizer.zero_grad();
            var loss = student.Loss(Batch(batch));
            loss.backward();
            nn.utils.clip_grad_norm_(student.parameters(), Clip);
            _optimizer.step();
            sum += loss.item<float>();
            count++;
        }

        return sum / count;
    }

    public void Dispose() => _optimizer.Dispose();

    private double Factor(int step) =>
        step < WarmUp
            ? (step + 1.0) / WarmUp
            : 0.1 + (0.45 * (1 + Math.Cos(Math.PI * Math.Min(1, (double)(step - WarmUp) / Math.Max(1, steps - WarmUp)))));
}

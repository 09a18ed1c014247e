using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Distill.Students;

/// <summary>One layer of a transformer: attention to what came before, then a network of two layers; norms stand before both.</summary>
internal sealed class TransformerBlock : Module<Tensor, Tensor>
{
    private readonly int _heads;
    private readonly LayerNorm _attends;
    private readonly Linear _asks;
    private readonly Linear _mixes;
    private readonly LayerNorm _thinks;
    private readonly Linear _widens;
    private readonly Linear _narrows;

    public TransformerBlock(int width, int heads)
        : base("block")
    {
        _heads = heads;
        _attends = LayerNorm(width);
        _asks = Linear(width, 3 * width);
        _mixes = Linear(width, width);
        _thinks = LayerNorm(width);
        _widens = Linear(width, 4 * width);
        _narrows = Linear(4 * width, width);
        RegisterComponents();
    }

    /// <summary>Texts x places x width in; the same out.</summary>
    public override Tensor forward(Tensor input) => Forward(input, null);

    /// <summary>Continues texts. <paramref name="past"/> holds keys and values of the places before, and takes those of these places.</summary>
    public Tensor Forward(Tensor input, AttentionPast? past)
    {
        var (texts, places, width) = (input.shape[0], input.shape[1], input.shape[2]);
        var parts = _asks.call(_attends.call(input)).view(texts, places, 3, _heads, width / _heads).permute(2, 0, 3, 1, 4);
        var (query, key, value) = (parts[0], parts[1], parts[2]);
        if (past is not null)
        {
            (key, value) = past.Add(key, value);
        }

        var seen = functional.scaled_dot_product_attention(query, key, value, is_casual: places > 1);
        var mixed = input + _mixes.call(seen.transpose(1, 2).reshape(texts, places, width));
        return mixed + _narrows.call(functional.gelu(_widens.call(_thinks.call(mixed))));
    }
}

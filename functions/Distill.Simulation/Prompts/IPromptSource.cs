using Distill.Simulation.World;

namespace Distill.Simulation.Prompts;

/// <summary>A source of prompt bodies. Framings always come from the grammar.</summary>
public interface IPromptSource
{
    /// <summary>Appends a body. Equal arguments give equal words. Different seeds hardly ever do.</summary>
    /// <param name="task">The task, if the source can tell tasks apart.</param>
    /// <param name="language">The language, if the source has it.</param>
    /// <param name="owner">The seed of the person or campaign that the body belongs to.</param>
    /// <param name="item">The owner's number for the body. The items of a data set count up.</param>
    /// <param name="into">Where the body is appended.</param>
    void Write(PromptTask task, Language language, ulong owner, uint item, PromptText into);
}

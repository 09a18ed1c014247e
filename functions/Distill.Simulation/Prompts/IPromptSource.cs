using Distill.Simulation.World;

namespace Distill.Simulation.Prompts;

/// <summary>Where the bodies of prompts come from. Framings are drawn from the grammar in any case.</summary>
public interface IPromptSource
{
    /// <summary>Appends a body. Equal arguments give equal words; different seeds hardly ever do.</summary>
    /// <param name="task">What is asked for, if the source can tell.</param>
    /// <param name="language">In which language, if the source has it.</param>
    /// <param name="owner">Whose body: a seed.</param>
    /// <param name="item">The owner's number for it; a data set being worked through counts up.</param>
    /// <param name="into">Where the words go.</param>
    void Write(PromptTask task, Language language, ulong owner, uint item, PromptText into);
}

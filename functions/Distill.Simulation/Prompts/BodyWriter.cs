using Distill.Simulation.World;

namespace Distill.Simulation.Prompts;

/// <summary>Writes a prompt's body at the place where the framing wants it.</summary>
internal readonly ref struct BodyWriter(IPromptSource source, PromptTask task, Language language, ulong owner, uint item, bool pastes)
{
    public void Write(PromptText into)
    {
        source.Write(task, language, owner, item, into);
        if (pastes)
        {
            Material.Write(task, owner, item, into);
        }
    }
}

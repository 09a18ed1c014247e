using System.Runtime.InteropServices;

namespace Distill.Core.Profiles;

/// <summary>A passage that several different prompts of an account have.</summary>
/// <param name="Hash">The passage, see <see cref="Distill.Contracts.Prompts.PromptFeatures.Passages"/>.</param>
/// <param name="Prompts">Different prompts in which it was drawn.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct PassageUse(uint Hash, int Prompts);

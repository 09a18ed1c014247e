using Distill.Contracts.Sealing;

namespace Distill.Functions.Settings;

/// <summary>The keys that seal what is kept of prompts.</summary>
/// <param name="Store">For windows.</param>
/// <param name="Clients">For features on the wire and in dead letters, which may be sent again.</param>
public sealed record FeatureKeys(KeyRing Store, KeyRing Clients);

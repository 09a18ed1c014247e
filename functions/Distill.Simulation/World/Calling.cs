namespace Distill.Simulation.World;

/// <summary>What sort of customer an account belongs to.</summary>
internal enum Calling : byte
{
    Person,
    Maker,
    Program,
}
